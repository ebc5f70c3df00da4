"""Tests of the kits for forges: their files, and every command that these run."""
