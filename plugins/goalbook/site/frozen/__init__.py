"""The site inside a snapshot."""
