"""Lists of documents by year, body, region and form, and the home page."""
