"""Rules about data collections: what was asked at a stage, on a date."""
