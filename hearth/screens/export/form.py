"""What an export is asked for: each kind has the fields that it needs, and all name who gets it and what for."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.access.viewer import Viewer
from hearth.exchange.export_row import Directive
from hearth.exchange.order import Order
from hearth.exchange.selection import Selection
from hearth.hud.words import words_for
from hearth.screens.choose_programs import ProgramsForm
from hearth.screens.export.kinds import COC, PROGRAMS, ExportKind
from hearth.ui.forms import DateField

_MONTHS_OFFERED = 24
_REPORTING, _UPDATED = "reporting", "updated"
_CLEAR, _HASHED = "clear", "hashed"


class ExportForm(ProgramsForm):
    """One form for every kind; what a kind does not ask is taken out."""

    month = forms.ChoiceField(label=gettext_lazy("Month"))
    start = DateField(label=gettext_lazy("First day"))
    end = DateField(label=gettext_lazy("Last day"))
    period = forms.ChoiceField(
        label=gettext_lazy("What the days mean"),
        widget=forms.RadioSelect,
        choices=[
            (
                _REPORTING,
                gettext_lazy("Who was enrolled in this time, with all that was recorded up to its end"),
            ),
            (_UPDATED, gettext_lazy("What was made, changed or deleted in this time")),
        ],
        initial=_REPORTING,
    )
    directive = forms.ChoiceField(
        label=gettext_lazy("What the receiver does with it"),
        choices=[
            ("", gettext_lazy("The usual: replace all, or add what was updated")),
            (Directive.FULL.value, gettext_lazy("Full: replace what they have")),
            (Directive.DELTA.value, gettext_lazy("Delta: change what they have")),
            (Directive.OTHER.value, gettext_lazy("Other: as agreed with them")),
        ],
        required=False,
    )
    cocs = forms.MultipleChoiceField(
        label=gettext_lazy("CoCs"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one CoC.")},
    )
    funders = forms.MultipleChoiceField(
        label=gettext_lazy("Funders"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one funder.")},
    )
    names = forms.ChoiceField(
        label=gettext_lazy("Names and Social Security numbers"),
        widget=forms.RadioSelect,
        choices=[
            (_HASHED, gettext_lazy("Hashed: nobody can read them, and equal persons stay equal")),
            (_CLEAR, gettext_lazy("In the clear")),
        ],
        initial=_HASHED,
    )
    recipient = forms.CharField(
        label=gettext_lazy("Who gets it"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say who gets this export.")},
    )
    purpose = forms.CharField(
        label=gettext_lazy("What for"),
        help_text=gettext_lazy("Both are kept in the list of what left this system about each person in it."),
        max_length=500,
        error_messages={"required": gettext_lazy("Say what this export is for.")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        viewer: Viewer,
        kind: ExportKind,
        initial: Mapping[str, Any] | None = None,
        **programs: Any,
    ) -> None:
        """`programs` is what ProgramsForm takes."""
        first = {"start": _year_before(viewer.today), "end": viewer.today, "month": _last_month(viewer.today)}
        if kind.preset is not None:
            first |= {"recipient": kind.preset.recipient, "purpose": kind.preset.purpose}
        super().__init__(data, initial={**first, **(initial or {})}, **programs)
        self.kind = kind
        self.all_programs = {str(project.id) for project in programs["projects"]}
        for name in set(self.fields) - _asked_of(kind, len(self.all_programs)):
            del self.fields[name]
        for name, choices in {"month": _months, "cocs": _cocs, "funders": _funders}.items():
            if name in self.fields:
                self.fields[name].choices = choices(viewer)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day is before the first day."))
        goes_against = {_REPORTING: Directive.DELTA, _UPDATED: Directive.FULL}.get(cleaned.get("period", ""))
        if goes_against and cleaned.get("directive") == str(goes_against.value):
            self.add_error(
                "directive",
                _("Only what was updated in a time can be added to what they have. Choose the usual.")
                if goes_against == Directive.DELTA
                else _("What was updated cannot replace all that they have. Choose the usual."),
            )
        return cleaned

    def order(self) -> Order:
        """Give what the export is asked for. Only of a valid form. Raises UnusableInput."""
        data = self.cleaned_data
        ticked = set(data.get("programs", ()))
        if self.kind.preset is not None:
            return Order.of_preset(
                self.kind.code,
                month=data.get("month", ""),
                start=data.get("start"),
                end=data.get("end"),
                funders=[int(code) for code in data.get("funders", ())],
                # All of them go out as one whole: with a program that its funder pays for from tomorrow on.
                projects=[] if ticked == self.all_programs else [uuid.UUID(one) for one in sorted(ticked)],
                is_hashed=data["names"] == _HASHED if "names" in data else None,
            )
        selection = Selection(
            start=data["start"],
            end=data["end"],
            cocs=tuple(data.get("cocs", ())) or None,
            is_updated=data["period"] == _UPDATED,
        )
        if self.kind.code == PROGRAMS:
            selection = replace(selection, projects=tuple(uuid.UUID(one) for one in data["programs"]))
        directive = Directive(int(data["directive"])) if data["directive"] else None
        return Order(selection, data["names"] == _HASHED, directive)


def _asked_of(kind: ExportKind, programs: int) -> set[str]:
    asked = {"recipient", "purpose"}
    preset = kind.preset
    if preset is None:
        asked |= {"start", "end", "period", "directive", "names"}
        return asked | {PROGRAMS: {"programs"}, COC: {"cocs"}}.get(kind.code, set())
    asked |= {"month"} if preset.by_month else {"start", "end"}
    asked |= {"names"} if preset.is_hashed is None else set()
    asked |= {"programs"} if preset.funders and programs > 1 else set()
    return asked | ({"funders"} if preset.asks_funders else set())


def _months(viewer: Viewer) -> list[tuple[str, str]]:
    months, day = [], viewer.today
    for _number in range(_MONTHS_OFFERED):
        months.append((f"{day:%Y-%m}", f"{MONTHS[day.month]} {day.year}"))
        day = day.replace(day=1) - timedelta(days=1)
    return months


def _cocs(viewer: Viewer) -> list[tuple[str, str]]:
    codes = viewer.project_cocs.values_list("coc_code", flat=True).distinct()
    within = [code for code in codes if code and (viewer.cocs is None or code in viewer.cocs)]
    return [(code, code) for code in sorted(within)]


def _funders(viewer: Viewer) -> list[tuple[str, str]]:
    codes = viewer.funders.values_list("funder", flat=True).distinct()
    return [
        (str(code), words_for("Funder", "Funder", code)) for code in sorted(code for code in codes if code)
    ]


def _last_month(today: date) -> str:
    return f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"


def _year_before(today: date) -> date:
    """Give the first day of a year that ends today."""
    year_ago = today.replace(day=28, year=today.year - 1) if (today.month, today.day) == (2, 29) else None
    return (year_ago or today.replace(year=today.year - 1)) + timedelta(days=1)
