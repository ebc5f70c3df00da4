"""The rules: their examples, a corpus of faulty files, the real documents, the reports of a check."""
