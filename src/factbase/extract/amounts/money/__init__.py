"""Numbers as sums of money."""
