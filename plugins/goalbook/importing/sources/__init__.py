"""Office files, web pages and pasted text as lines of cells, whatever their format; nothing in them is run or fetched."""
