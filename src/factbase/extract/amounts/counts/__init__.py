"""Numbers as counts of things."""
