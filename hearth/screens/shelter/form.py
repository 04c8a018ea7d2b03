"""Which night is shown, and what a tap says. Both take anything: what they cannot read is tonight, or nothing."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from hearth.ui.forms import DateField

# What the buttons of a guest's line are called.
TAPS = HERE, ABSENT, UNDO_HERE, UNDO_ABSENT = "here", "absent", "not_here", "not_absent"


class NightForm(forms.Form):
    """The night, by the day on which it begins."""

    on = DateField(label=gettext_lazy("Night that begins on"))


@dataclass(frozen=True, slots=True)
class Tap:
    """What was tapped, for whom, and the id that the page gave the tap."""

    what: str
    about: tuple[uuid.UUID, ...]
    id: uuid.UUID


def night_asked_for(data: Mapping[str, Any], tonight: date) -> date:
    """Read the night; one that cannot be read, or that has not begun yet, is tonight."""
    form = NightForm(data)
    on: date = form.cleaned_data["on"] if form.is_valid() else tonight
    return min(on, tonight)


def taps_of(data: QueryDict) -> list[Tap]:
    """Read what was tapped, in its order: each `say` of the page's script is "here (id of the tap) (whom) (whom)".

    Without JavaScript one button is sent, which has no id: then each sending is a tap of its own.
    """
    found = []
    for said in data.getlist("say"):
        what, _space, rest = said.partition(" ")
        ids = _ids(rest.split())
        if what in TAPS and len(ids) > 1:
            found.append(Tap(what, ids[1:], ids[0]))
    for what in TAPS:
        if about := _ids(data.get(what, "").split()):
            found.append(Tap(what, about, uuid.uuid4()))
    return found


def _ids(words: Iterable[str]) -> tuple[uuid.UUID, ...]:
    try:
        return tuple(uuid.UUID(word) for word in words)
    except ValueError:
        return ()
