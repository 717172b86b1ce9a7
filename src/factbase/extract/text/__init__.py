"""The text, split and looked up."""
