"""Everyday reports: listings of stays, services or days that staff look at, each a short definition and one query."""
