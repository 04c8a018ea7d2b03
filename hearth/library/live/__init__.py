"""Everyday lists of what is so now: their rows come through the viewer of the person who asked, not from a snapshot."""
