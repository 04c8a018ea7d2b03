"""What an agency asks with a service of its own: the last day, amount, time spent, place, a remark."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from hearth.actions.record_local_service import GivenHere
from hearth.screens.refusable import RefusableForm
from hearth.ui.forms import DateField

OWN_DETAILS: Final = ("until", "spent", "minutes", "place", "remark")
_OVER_DAYS = ("daily", "long")


def ask_about(fields: dict[str, forms.Field], offered: Any) -> None:
    """Add the fields that go with a service of the agency's own."""
    if offered.delivery in _OVER_DAYS:
        fields["until"] = DateField(
            label=_("Until"), required=False, help_text=_("Leave it empty while it goes on.")
        )
    if offered.asks_amount:
        fields["spent"] = forms.DecimalField(
            label=_("Amount in dollars"), min_value=0, max_digits=12, decimal_places=2
        )
    if offered.asks_minutes:
        fields["minutes"] = forms.IntegerField(label=_("Minutes spent"), min_value=1, max_value=1440)
    if offered.asks_place:
        fields["place"] = forms.CharField(label=_("Place"), max_length=200)
    fields["remark"] = forms.CharField(label=_("Remark"), max_length=500, required=False)


def given_here(data: Mapping[str, Any]) -> GivenHere:
    """Give what the action takes, from the cleaned data of a form that asked."""
    return GivenHere(
        starts_on=data["on"],
        ends_on=data.get("until"),
        amount=data.get("spent"),
        minutes=data.get("minutes"),
        place=data.get("place") or "",
        note=data.get("remark") or "",
    )


def initial_of_own(service: Any) -> dict[str, Any]:
    """Give the form's values of a service of the agency's own that was recorded."""
    return {
        "on": service.starts_on,
        "until": service.ends_on,
        "spent": service.amount,
        "minutes": service.minutes,
        "place": service.place,
        "remark": service.note,
    }


class OwnServiceForm(RefusableForm):
    """A service of the agency's own that was recorded, to be corrected or ended."""

    on = DateField(label="")

    def __init__(self, data: Mapping[str, Any] | None = None, *, service: Any) -> None:
        super().__init__(data)
        self.fields["on"].label = _("Date")
        ask_about(self.fields, service.offered)
        self.initial = initial_of_own(service)
