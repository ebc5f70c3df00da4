"""What was promised and what became of it: results, the life of a goal, years side by side, what is expected."""
