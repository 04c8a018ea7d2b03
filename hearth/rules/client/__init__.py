"""Rules about one client."""
