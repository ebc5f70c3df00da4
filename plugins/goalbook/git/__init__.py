"""What git tells: the one place that starts it."""
