"""The to-do list: what waits, counted for Home and listed one kind at a time."""
