"""The commands, one module each with one function ``command``: the only modules that print."""
