"""Tests of the files that are offered: read from the reader's side, with libraries that didn't write them."""
