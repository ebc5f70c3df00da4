"""Tests of importing Office files, web pages and text."""
