"""Tests of official forms and of filling them."""
