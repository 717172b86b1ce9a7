"""What figures measure: concepts and what a figure is within them."""
