"""Pages about the site and its words: glossary, guide, rules, search, changes, problems."""
