"""`goalbook diff`: two versions of the goals as sentences in the words of their forms."""
