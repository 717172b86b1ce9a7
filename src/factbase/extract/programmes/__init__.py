"""Named funds, deals and laws."""
