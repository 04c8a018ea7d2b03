"""What a community decides for itself: how long is too long."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LocalSettings:
    """The local limits of the checks, in days; the last two are shares of all stays of a kind of program."""

    days_referral_open: int = 14
    days_since_contact: int = 90
    days_since_bed_night: int = 90
    longest_stay_other: int = 365
    longest_stay_day_shelter: int = 365
    longest_stays: float = 0.98
    longest_stays_in_permanent_housing: float = 0.99
