"""What a document says: records, addresses, targets, places and indicators."""
