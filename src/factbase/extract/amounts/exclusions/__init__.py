"""Numbers that state no amount: labels, ages, days and years."""
