"""Tests that need a built site: its files, its pages in a browser, in print and as downloads."""
