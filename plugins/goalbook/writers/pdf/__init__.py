"""Setting documents in type: what the PDF writer hands to Typst, and what it does to the file that comes back."""
