"""How old somebody is on a day: in whole years, as HUD's reporting glossary counts them."""

from datetime import date


def age_on(day: date, born: date | None) -> int | None:
    """Give the age in whole years on a day; None without a birth date or before it.

    Who was born on 29 February turns a year older on 1 March of a common year.
    """
    if born is None or born > day:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
