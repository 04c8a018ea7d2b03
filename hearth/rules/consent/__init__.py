"""Rules about consent."""
