"""Case notes of a client."""
