"""A first drawing of a form from a blank or filled table of an office."""
