"""Home: search, recent clients, what to do."""
