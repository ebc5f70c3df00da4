"""Tests of paper: read from the reader's side, with libraries that didn't write it."""
