"""How long work still takes, guessed from its pace so far."""

from datetime import datetime, timedelta

# Before so much is done, the pace says nothing.
_LEAST_SHARE = 0.03


def time_left(began: datetime | None, done: int, total: int, now: datetime) -> timedelta | None:
    """Guess how long a step still takes; None as long as that would be a wild guess."""
    if began is None or not total or done < total * _LEAST_SHARE:
        return None
    return max((now - began) * ((total - done) / done), timedelta(minutes=1))
