"""What a report is asked for: which programs, from when to when."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.library.kinds import ReportKind
from hearth.screens.choose_programs import ProgramsForm
from hearth.ui.forms import DateField


class StartForm(ProgramsForm):
    """Programs, dates, and where the programs are in several CoCs, one of these."""

    start = DateField(label=gettext_lazy("First day"))
    end = DateField(label=gettext_lazy("Last day"))
    coc = forms.ChoiceField(
        label=gettext_lazy("CoC"),
        required=False,
        help_text=gettext_lazy("With a CoC, only households enrolled in it are counted."),
    )

    def __init__(self, *args: Any, kind: ReportKind, cocs: Sequence[str] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        asked = {"programs": kind.asks_programs, "start": kind.asks_days, "end": kind.asks_days}
        for name in (name for name, is_asked in asked.items() if not is_asked):
            del self.fields[name]
        if len(cocs) > 1:
            choices = [("", _("All")), *((code, code) for code in cocs)]
            self.fields["coc"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["coc"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day is before the first day."))
        return cleaned

    def asked(self, today: date) -> dict[str, Any]:
        """Give what the library takes; days that are not asked for are today. Only of a valid form."""
        data = self.cleaned_data
        return {
            "project_ids": [uuid.UUID(one) for one in data.get("programs", ())],
            "start": data.get("start", today),
            "end": data.get("end", today),
            "coc": data.get("coc") or None,
        }
