"""What a source holds, counted by code that shares nothing with its readers."""
