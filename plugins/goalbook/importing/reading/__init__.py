"""Reading an official form from a source: the inverse of ``fill``, by the labels that the form declares."""
