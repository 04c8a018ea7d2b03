"""What an opening offers, and which openings are looked for."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.access.openings import Wanted
from hearth.actions.openings_here import MOST_PLACES, Offered
from hearth.actions.refusal import NotDone
from hearth.hud.standard import standard
from hearth.screens.refusable import RefusableForm
from hearth.ui.forms import DateField

_MOST_PEOPLE = 30
_NUMBER = {"inputmode": "numeric"}


def _codes(list_id: str, any_: Any) -> list[tuple[str, Any]]:
    return [("", any_), *standard().lists[list_id].labels.items()]


class OpeningForm(RefusableForm):
    """An opening."""

    unit_id = forms.TypedChoiceField(label=_("Unit"), required=False, coerce=uuid.UUID, empty_value=None)
    places = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=MOST_PLACES,
        initial=1,
        help_text=_("For how many households."),
        widget=forms.TextInput(attrs=_NUMBER),
    )
    starts_on = DateField(label=_("Free from"))
    ends_on = DateField(
        label=_("Offered until"),
        required=False,
        help_text=_("Leave empty: until it is filled or withdrawn."),
    )
    household_type = forms.TypedChoiceField(
        label=_("For which households"), required=False, coerce=int, empty_value=None
    )
    most_people = forms.IntegerField(
        label=_("Most people in the household"),
        required=False,
        min_value=1,
        max_value=_MOST_PEOPLE,
        widget=forms.TextInput(attrs=_NUMBER),
    )
    eligibility = forms.CharField(
        label=_("Who may come"),
        required=False,
        max_length=500,
        help_text=_("What somebody must bring or meet: income, age, a disability, a voucher."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=500,
        help_text=_("Stairs, pets, whom to call. No names of clients, and no address that must stay secret."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any, *, units: Sequence[Any], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.fields["household_type"].choices = _codes("2.07.4", _("Any household"))  # type: ignore[attr-defined]
        if units:
            named = [(str(unit.pk), f"{unit.building.name}, {unit.name}") for unit in units]
            self.fields["unit_id"].choices = [("", _("None in particular")), *named]  # type: ignore[attr-defined]
        else:
            del self.fields["unit_id"]

    def offered(self) -> Offered:
        """Give what is offered. Only of a valid form."""
        return Offered(**self.cleaned_data)

    def refuse(self, refusal: NotDone) -> None:
        """Say why it was not done, at the field to mend."""
        for problem in refusal.problems:
            field = {"unit": "unit_id"}.get(about := problem.rule.partition("/")[2], about)
            self.add_error(field if field in self.fields else None, problem.message)


class FilterForm(forms.Form):
    """Which openings are looked for. It lives in the address: nothing of anybody stands in it."""

    household = forms.TypedChoiceField(
        label=_("For which households"), required=False, coerce=int, empty_value=None
    )
    people = forms.IntegerField(
        label=_("People in the household"),
        required=False,
        min_value=1,
        max_value=_MOST_PEOPLE,
        widget=forms.TextInput(attrs=_NUMBER),
    )
    by = DateField(label=_("Free by"), required=False)
    kind = forms.TypedChoiceField(label=_("Type of program"), required=False, coerce=int, empty_value=None)
    closed = forms.BooleanField(label=_("Also what is filled, withdrawn or over"), required=False)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data if any(data.get(name) for name in self.base_fields) else None)
        self.fields["household"].choices = _codes("2.07.4", _("Any household"))  # type: ignore[attr-defined]
        self.fields["kind"].choices = _codes("2.02.6", _("Any type"))  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Wanted:
        """What is asked for; what cannot be read is left open and said at its field."""
        if not self.is_bound:
            return Wanted()
        self.full_clean()
        told = self.cleaned_data
        return Wanted(
            household_type=told.get("household"),
            people=told.get("people"),
            by=told.get("by"),
            project_type=told.get("kind"),
            closed_too=told.get("closed", False),
        )
