"""Tests of the house itself: its rooms, names, sizes and documents."""
