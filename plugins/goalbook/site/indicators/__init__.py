"""The list of all indicators."""
