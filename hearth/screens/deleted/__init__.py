"""Take pieces of a record away and bring them back."""
