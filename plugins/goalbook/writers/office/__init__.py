"""Excel and Word files."""
