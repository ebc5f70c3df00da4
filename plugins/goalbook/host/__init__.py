"""MkDocs, and only here: its plugin, the two kinds of site that it makes, and its runs for commands."""
