"""Tests of the site under MkDocs and its live server."""
