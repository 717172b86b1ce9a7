"""Numbers with unit and hedge."""
