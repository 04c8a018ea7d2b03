"""Rules about one enrollment."""
