"""Search: an index of field values in static files, and its reader. FORMAT.md describes both."""
