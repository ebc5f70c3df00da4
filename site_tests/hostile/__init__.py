"""Hostile inputs, made here and run through every entrance: nothing is executed, hangs, breaks out or ends in a traceback."""
