"""Official forms: what a form is, how a document fills it, how a blank file is made for it."""
