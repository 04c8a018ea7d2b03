"""What is missing of a stay in plain words, each with the form that mends it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.access.kept_elsewhere import keeping_elsewhere
from hearth.access.missing_answers import missing_of, open_collections
from hearth.access.viewer import Viewer
from hearth.forms.words import translated
from hearth.hud.elements import elements
from hearth.library.mending import Finding, Mending, findings, right_for
from hearth.screens.mend import address_of
from hearth.screens.stages import NAMES, title_of


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing: its words, where it is mended, and else who can."""

    words: str
    url: str = ""
    who: str = ""


def told_missing(viewer: Viewer, stays: list[Any]) -> list[tuple[Any, list[Missing]]]:
    """Give each stay with what is missing of it. One query."""
    open_ones = open_collections(stays)
    return [
        (
            stay,
            [
                *(_asked(stay, one.stage, one.on, one.open_questions or 0) for one in open_ones[stay.pk]),
                *(_element(viewer, stay, number) for number in missing_of(stay)),
            ],
        )
        for stay in stays
    ]


def _asked(stay: Any, stage: int, on: date, left: int) -> Missing:
    words = ngettext(
        "%(stage)s of %(on)s: %(left)s question open", "%(stage)s of %(on)s: %(left)s questions open", left
    )
    place = reverse("collection:collect", args=[stay.pk, NAMES[stage]])
    return Missing(
        words % {"stage": title_of(stage), "on": date_format(on, "j M Y"), "left": left},
        f"{place}?on={on.isoformat()}",
    )


def _element(viewer: Viewer, stay: Any, number: str) -> Missing:
    words, finding = translated(elements()[number].name), _finding(number)
    source = stay.client.source
    kept = keeping_elsewhere([source]).get(source.pk) if finding.form == "profile" else None
    if kept:
        return Missing(words, who=_("It is kept in %(source)s and mended there.") % {"source": kept})
    if not viewer.may(right_for(finding)):
        return Missing(words, who=_("Ask a colleague who may change it."))
    field = finding.field.replace("{enrollment}", stay.pk.hex)
    return Missing(words, address_of(Mending(finding.form, field, stay.client_id, stay.pk)))


def _finding(number: str) -> Finding:
    """Give where the element is mended: the field that the data quality tables lead to as well (mending.toml)."""
    forms = ("profile", "stay", "start")
    found = [one for one in findings() if one.element == number and one.form in forms]
    # Several columns of one table ask for the prior living situation; the whole begins with where they lived.
    return next((one for one in found if one.field == "Enrollment_LivingSituation"), found[0])
