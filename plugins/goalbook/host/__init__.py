"""MkDocs, and only here."""
