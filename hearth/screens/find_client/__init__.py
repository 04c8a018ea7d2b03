"""Find a client."""
