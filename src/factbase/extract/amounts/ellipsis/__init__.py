"""Numbers whose unit the words around them leave out."""
