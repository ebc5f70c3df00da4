"""Tests of what git tells."""
