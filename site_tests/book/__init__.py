"""Tests of the goals' folder read whole."""
