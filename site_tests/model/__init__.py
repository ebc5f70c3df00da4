"""Tests of what a document says."""
