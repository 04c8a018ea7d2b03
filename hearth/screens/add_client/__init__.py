"""Add a client."""
