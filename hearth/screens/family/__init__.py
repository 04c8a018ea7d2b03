"""The family of a client."""
