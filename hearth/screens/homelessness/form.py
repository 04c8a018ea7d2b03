"""The form that adds months of homelessness which no program's record proves."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.actions.attest_months import Kind
from hearth.actions.refusal import NotDone
from hearth.screens.refusable import RefusableForm
from hearth.screens.told_homelessness import month_name

_FIELDS = {
    "attested/order": "last",
    "attested/future": "last",
    "attested/born": "first",
    "attested/too_many": "first",
    "attested/said_by": "said_by",
}


class MonthsForm(RefusableForm):
    """From which month to which, who says so, and how it is known."""

    first = forms.ChoiceField(label=_("First month"))
    last = forms.ChoiceField(label=_("Last month"))
    kind = forms.ChoiceField(
        label=_("How it is known"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it is known.")},
    )
    said_by = forms.CharField(
        label=_("Who says so"),
        max_length=200,
        help_text=_(
            "Of a letter: who wrote it, as in “Pastor of the Example church, letter of 3 March”. "
            "Of the client's word: to whom and how it was said or signed."
        ),
        error_messages={"required": _("Say who wrote the letter, or to whom the client said so.")},
    )
    letter = forms.ChoiceField(label=_("The letter among the files"), required=False)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Where the client slept, and why there is no record of it."),
    )

    def __init__(
        self, *args: Any, months: Sequence[date], files: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose…")), *((month.isoformat(), month_name(month)) for month in months)]
        for name in ("first", "last"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            self.fields[name].error_messages["required"] = _("Choose the month.")
        self.fields["letter"].choices = [("", _("None of them")), *files]  # type: ignore[attr-defined]
        if not files:
            del self.fields["letter"]

    def refuse(self, refusal: NotDone) -> None:
        """Say why it was not done, at the field that mends it."""
        for problem in refusal.problems:
            self.add_error(_FIELDS.get(problem.rule), problem.message)

    def given(self) -> dict[str, Any]:
        """Give what the action takes. Only of a valid form."""
        data = self.cleaned_data
        return {
            **{name: data[name] for name in ("kind", "said_by", "note")},
            "letter_id": uuid.UUID(data["letter"]) if data.get("letter") else None,
            **{name: date.fromisoformat(data[name]) for name in ("first", "last")},
        }
