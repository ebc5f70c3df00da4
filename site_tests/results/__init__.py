"""Tests of results, chains and completeness."""
