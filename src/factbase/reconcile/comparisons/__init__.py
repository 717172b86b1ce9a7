"""The comparisons of two claims, each a function that gives a level and a sentence for the analyst."""
