"""Tests of single pages and lists, without a built site."""
