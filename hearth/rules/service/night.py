"""A night belongs to the day on which it begins, and ends at the shelter's own hour of the next morning.

HUD: 4.14 Bed-Night Date (the date on which the night begins). The hour is the setting bed_night_ends_at_hour: who
comes at two in the morning stays the night that began the evening before.
"""

from datetime import date, datetime, timedelta


def night_at(moment: datetime, ends_at_hour: int) -> date:
    """Give the night that it is at a moment of the shelter's own clock."""
    return (moment - timedelta(hours=ends_at_hour)).date()
