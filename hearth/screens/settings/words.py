"""What a setting's value, place and source say in words."""

from typing import Any

from django.utils.translation import gettext as _

from hearth.access.settings_here import Held, Place, Told


def place_words(place: Place) -> str:
    return place.name or _("The whole community")


def value_words(told: Told, value: Any) -> str:
    """Say a value as people do."""
    if told.kind == "yes_no":
        return _("Yes") if value else _("No")
    if told.kind == "choice":
        return _(dict(told.choices).get(value, value))
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or _("none")
    return f"{value}:00" if told.kind == "hour" else str(value)


def source_words(held: Held) -> str:
    """Say where the value comes from."""
    return {
        "default": _("as by default"),
        "everywhere": _("the whole community"),
        "coc": _("the CoC"),
        "agency": _("this agency"),
    }[held.source]
