"""Rules about income, benefits and insurance."""
