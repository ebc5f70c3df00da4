"""Tests of the text of one goal file."""
