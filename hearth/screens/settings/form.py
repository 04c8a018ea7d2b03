"""The form of one setting: its field by its kind. What a value may be, the action says."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.access.settings_here import Held, Told
from hearth.actions.refusal import NotDone

_LONGEST = 4000


class SettingForm(forms.Form):
    """One value."""

    def __init__(self, held: Held, data: Any = None) -> None:
        super().__init__(data)
        self.told = held.told
        self.fields["value"] = _field(held.told)
        self.initial["value"] = _typed(held)

    def clean_value(self) -> Any:
        """Give the value in the type of its default. What does not read as that type is an error here."""
        value = self.cleaned_data["value"]
        if self.told.kind == "yes_no":
            return value == "yes"
        if self.told.kind in ("words", "networks"):
            return [line.strip() for line in value.splitlines() if line.strip()]
        if self.told.kind == "days":
            pieces = [piece for piece in re.split(r"[,\s]+", value) if piece]
            if not all(re.fullmatch(r"[0-9]{1,6}", piece) for piece in pieces):
                raise forms.ValidationError(_("Write numbers with commas between them, as 20, 25, 29."))
            return [int(piece) for piece in pieces]
        return value

    def refuse(self, refusal: NotDone) -> None:
        """Tell at the field why nothing was kept."""
        for problem in refusal.problems:
            self.add_error("value", problem.message)


def _field(told: Told) -> forms.Field:
    label, text = _(told.label), _(told.help)
    if told.kind in ("number", "hour"):
        bounds = _("From %(lowest)d to %(highest)d.") % {"lowest": told.lowest, "highest": told.highest}
        return forms.IntegerField(
            label=label,
            help_text=f"{text} {bounds}" if told.kind == "number" else text,
        )
    if told.kind in ("yes_no", "choice"):
        answers = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]
        choices = answers if told.kind == "yes_no" else [(key, _(name)) for key, name in told.choices]
        return forms.ChoiceField(
            label=label,
            help_text=text,
            choices=choices,
            widget=forms.RadioSelect,
        )
    is_lines = told.kind in ("words", "networks")
    return forms.CharField(
        label=label,
        help_text=text,
        max_length=_LONGEST,
        required=told.kind == "month_day",
        widget=forms.Textarea(attrs={"rows": 5}) if is_lines else forms.TextInput,
    )


def _typed(held: Held) -> Any:
    value = held.value
    if held.told.kind == "yes_no":
        return "yes" if value else "no"
    if held.told.kind in ("words", "networks"):
        return "\n".join(value)
    return ", ".join(str(day) for day in value) if held.told.kind == "days" else value
