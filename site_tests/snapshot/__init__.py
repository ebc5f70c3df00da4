"""Tests of snapshots, run as offices and readers run them."""
