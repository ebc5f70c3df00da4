"""Output formats, one a file: each turns a filled form into text or bytes and touches no disk."""
