"""Office files, web pages and plain text to goal files."""
