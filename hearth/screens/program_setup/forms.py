"""The forms beside those of the standard: why, a local service, a unit, a bed offline."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.access.programs import Dedicated, Delivery, OfflineReason
from hearth.actions.keep_offers import LocalOffer
from hearth.actions.keep_units import MOST_BEDS
from hearth.screens.refusable import RefusableForm
from hearth.ui.forms import DateField


class WhyForm(RefusableForm):
    """Why something is asked for or declined."""

    reason = forms.CharField(
        label=_("Why"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class LocalOfferForm(RefusableForm):
    """A service of the agency's own."""

    category = forms.CharField(
        label=_("Category"), max_length=80, help_text=_("Meals, transport, case management …")
    )
    name = forms.CharField(label=_("Service"), max_length=120)
    delivery = forms.ChoiceField(
        label=_("How is it given?"),
        choices=Delivery.choices,
        widget=forms.RadioSelect,
        initial=Delivery.SINGLE,
    )
    asks_amount = forms.BooleanField(label=_("Ask the amount in dollars"), required=False)
    asks_minutes = forms.BooleanField(label=_("Ask how long it took"), required=False)
    asks_place = forms.BooleanField(label=_("Ask where"), required=False)
    expiry_notice_days = forms.IntegerField(
        label=_("Days before its end on which staff are told"),
        required=False,
        initial=5,
        min_value=1,
        max_value=60,
        help_text=_("For what goes on for days. Leave empty: nobody is told."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    to_anybody = forms.BooleanField(
        label=_("Give it to anybody"),
        required=False,
        help_text=_("Also to who is enrolled elsewhere or nowhere: a pantry, showers, a mobile clinic."),
    )
    everywhere = forms.BooleanField(label=_("Offer it in all programs of the agency"), required=False)

    def offer(self) -> LocalOffer:
        """Give the item. Only of a valid form."""
        return LocalOffer(
            **{name: value for name, value in self.cleaned_data.items() if name != "everywhere"}
        )


class UnitForm(RefusableForm):
    """A unit with its beds."""

    inventory = forms.ChoiceField(label=_("Counted in which inventory?"))
    site = forms.CharField(label=_("Site"), max_length=120)
    building = forms.CharField(label=_("Building"), max_length=120)
    name = forms.CharField(
        label=_("Unit"), max_length=60, help_text=_("Its number or name: 101, Dormitory A.")
    )
    beds = forms.IntegerField(
        label=_("Beds"),
        min_value=1,
        max_value=MOST_BEDS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    dedicated = forms.ChoiceField(
        label=_("Kept for whom?"), choices=Dedicated.choices, initial=Dedicated.NOBODY
    )

    def __init__(self, data: Any, *, inventories: Sequence[tuple[str, str]], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.fields["inventory"].choices = list(inventories)  # type: ignore[attr-defined]


class OfflineForm(RefusableForm):
    """Days on which a bed cannot be slept in."""

    reason = forms.ChoiceField(label=_("Why"), choices=OfflineReason.choices)
    starts_on = DateField(label=_("From"))
    ends_on = DateField(label=_("To"), required=False, help_text=_("Leave empty until you know."))
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


def choices_of(rows: Iterable[Any], told: Any) -> list[tuple[str, str]]:
    """Give the choices of rows, each told in words."""
    return [(str(row.pk), told(row)) for row in rows]
