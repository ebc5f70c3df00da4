"""Snapshots on the live site."""
