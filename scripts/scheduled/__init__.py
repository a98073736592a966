"""What the clock or the network decides: dates that pass, addresses that die, works that are withdrawn. Nothing here stops publishing."""
