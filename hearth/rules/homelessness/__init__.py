"""Rules about how long somebody has been homeless, night by night and month by month."""
