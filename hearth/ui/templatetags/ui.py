"""Small filters for the components."""

from datetime import datetime, timedelta

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import number_format
from django.utils.timesince import timesince

register = template.Library()


@register.filter
def count(number: float | str | None) -> str:
    """1204 as "1,204"; a rate or an average with four decimals at most; nothing as an en dash; words as they are."""
    if isinstance(number, str):
        return number
    if isinstance(number, float):
        return f"{number:,.4f}".rstrip("0").rstrip(".")
    return "–" if number is None else str(intcomma(number))


@register.filter
def share(part: float) -> str:
    """A part of 1 in percent: 0.1571 as "15.7 %"."""
    return f"{number_format(round(part * 100, 1), use_l10n=True)} %"


@register.filter
def initials(name: str) -> str:
    """The first letters of the first and last word of a name: "Rosa Maria Delgado" as "RD"."""
    words = str(name).split()
    return "".join(word[0].upper() for word in ([words[0], words[-1]] if len(words) > 1 else words))


@register.filter
def is_path(text: str) -> bool:
    """Whether a message's extra tags hold a path of this site (see hearth.ui.notices)."""
    return text.startswith("/") and not text.startswith("//")


@register.filter
def duration(length: timedelta) -> str:
    """A length of time in whole words of the reader's language: "1 hour", "20 minutes"."""
    start = datetime(2000, 1, 1)
    return timesince(start, start + length)
