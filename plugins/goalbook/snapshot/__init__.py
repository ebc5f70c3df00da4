"""年度存档: a year's documents frozen as a BagIt bag that anyone can verify, and that is never changed again."""
