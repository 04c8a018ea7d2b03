"""A tablet at a shelter's door: it takes an identifier and says "Checked in"."""
