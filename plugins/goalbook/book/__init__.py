"""The goals' folder to listing entries, bodies and problems."""
