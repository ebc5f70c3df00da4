"""What sample goal files are composed of: words, the fields of each form, the layout of the files."""
