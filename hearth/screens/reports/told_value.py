"""A value of a listing, as people write it."""

from typing import Any

from django.utils.formats import date_format, number_format

from hearth.ui.templatetags.ui import share

# The kinds of values that stand to the right, as figures do.
NUMBERS = ("number", "share", "money")


def told_value(kind: str, value: Any) -> str:
    """Say a value as people write it: days, thousands, one digit after the point, shares in percent."""
    if value is None:
        return ""
    if kind == "day":
        return date_format(value)
    if kind == "share":
        return share(value)
    if kind == "money":
        return number_format(value, decimal_pos=2, use_l10n=True, force_grouping=True)
    if kind == "number":
        return number_format(round(value, 1), use_l10n=True, force_grouping=True)
    return str(value)
