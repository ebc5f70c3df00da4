"""Tests of the search index and its reader."""
