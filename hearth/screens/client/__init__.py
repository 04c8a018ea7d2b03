"""A client's pages."""
