"""The pictures of the staff guide: taken of a built sample site, and a test that they still show it."""
