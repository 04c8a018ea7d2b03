"""Rules about families: the households on the profile."""
