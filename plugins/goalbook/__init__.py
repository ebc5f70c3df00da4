"""Goalbook: performance goals of government bodies, from YAML to public pages and official tables."""

__version__ = "0.3.0"
