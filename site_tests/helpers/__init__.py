"""What test modules lend each other."""
