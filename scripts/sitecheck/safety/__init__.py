"""The texts that must be seen, and what may stand around them."""
