"""Edit a client's profile."""
