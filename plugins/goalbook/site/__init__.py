"""The public site: settings, addresses, pages, listings, pictures, and the captured shell they are set into."""
