"""Rules about the end of an enrollment."""
