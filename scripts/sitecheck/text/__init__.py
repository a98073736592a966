"""What readers are told: the text of pages and data, and what can be said of its words."""
