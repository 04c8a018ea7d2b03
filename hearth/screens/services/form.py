"""The form of one service: for whom, which, when, and the details that HUD asks for with that service only.

One form for a household, for many people of a program, and for a service to be corrected (for nobody else then).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.access.household import HouseholdMember
from hearth.access.services_offered import ServicesOffered
from hearth.actions.refusal import NotDone, Problem
from hearth.actions.stamp import person_name
from hearth.hud.standard import standard
from hearth.rules.service import is_complete
from hearth.rules.service.offered import OfferedService
from hearth.screens.services.own_form import OWN_DETAILS, ask_about
from hearth.ui.forms import DateField

_DETAILS = ("sub_type", "other_words", "amount", "covers_from", "covers_until", "referral_outcome")
# How the form spells a service of the agency's own, before its id.
_OWN = "own-"
_REFRESH = {
    "hx-post": "",
    "hx-vals": '{"do": "details"}',
    "hx-sync": "this:replace",
    "hx-swap": "outerHTML",
}
# Another service has other details; on another day other services are offered.
_REFRESH_DETAILS = _REFRESH | {"hx-target": "#details", "hx-select": "#details"}
_REFRESH_SERVICES = _REFRESH | {"hx-target": "#offered", "hx-select": "#offered"}


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who may be ticked: `whom` is what the action takes, an enrollment or a client."""

    key: str
    name: str
    whom: Any
    is_ticked: bool


class ServiceForm(forms.Form):
    """Detail fields are there only when the chosen service has them; which one is said by `chosen`.

    `offered` is what the program offers on the service's day. Without `recipients` it does not ask for whom.
    """

    members = forms.MultipleChoiceField(
        label=gettext_lazy("For whom"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one person.")},
    )
    service = forms.ChoiceField(
        label=gettext_lazy("Service"),
        error_messages={
            "required": gettext_lazy("Choose the service."),
            "invalid_choice": gettext_lazy("This program does not offer that service on that day."),
        },
    )
    on = DateField(label=gettext_lazy("Date"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        recipients: Sequence[Recipient],
        offered: ServicesOffered,
        today: date,
        chosen: str = "",
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.offered = offered
        self.own = {f"{_OWN}{one.pk}": one for one in offered.own}
        self.recipients = {one.key: one for one in recipients}
        if recipients:
            choices = [(one.key, one.name) for one in recipients]
            self.fields["members"].choices = choices  # type: ignore[attr-defined]
            self.fields["members"].initial = [one.key for one in recipients if one.is_ticked]
        else:
            del self.fields["members"]
        self.fields["service"].choices = _service_choices(offered)  # type: ignore[attr-defined]
        self.fields["service"].widget.attrs |= _REFRESH_DETAILS
        self.fields["on"].initial = today
        self.fields["on"].widget.attrs |= _REFRESH_SERVICES
        # What was chosen for another day, to be said before somebody saves.
        self.is_ended = bool(chosen) and not self.is_bound and chosen not in labels_of(offered)
        self._ask_details(_pair(chosen))
        if chosen in self.own:
            ask_about(self.fields, self.own[chosen])

    def _ask_details(self, service: tuple[int, int] | None) -> None:
        """Add the fields that HUD asks for with a service. Blank ones are refused by the action's rule."""
        if service is None:
            return
        sub_types = is_complete.sub_types(*service)
        if sub_types is not None:
            self.fields["sub_type"] = _code_field(_("Detail"), sub_types.labels)
        if service in is_complete.ASKS_FOR_WORDS:
            self.fields["other_words"] = forms.CharField(label=_("Which other service"), max_length=50)
        if service[0] in is_complete.FINANCIAL_ASSISTANCE:
            self.fields["amount"] = forms.DecimalField(
                label=_("Amount in dollars"), min_value=0, max_digits=12, decimal_places=2
            )
        if service[0] == is_complete.SSVF_ASSISTANCE:
            self.fields["covers_from"] = DateField(label=_("Covers from"))
            self.fields["covers_until"] = DateField(label=_("Covers until"))
        if service[0] == is_complete.PATH_REFERRAL:
            outcomes = standard().lists["P2.A"].labels
            self.fields["referral_outcome"] = _code_field(_("Outcome, if known"), outcomes, required=False)

    @property
    def details(self) -> list[Any]:
        """Give the fields that belong to the chosen service."""
        return [self[name] for name in (*_DETAILS, *OWN_DETAILS) if name in self.fields and name != "on"]

    def own_service(self) -> Any:
        """Give the service of the agency's own that was chosen, or None. Only of a valid form."""
        return self.own.get(self.cleaned_data["service"])

    def given(self) -> is_complete.Given:
        """Give the service. Only of a valid form."""
        record_type, type_provided = _pair(self.cleaned_data["service"]) or (0, 0)
        details = {field.name: self.cleaned_data[field.name] for field in self.details}
        return is_complete.Given(record_type, type_provided, **details)

    def given_to(self) -> list[Any]:
        """Give whom was ticked: enrollments or clients. Only of a valid form."""
        return [self.recipients[key].whom for key in dict.fromkeys(self.cleaned_data["members"])]

    def refuse(self, refusal: NotDone) -> None:
        """Show the action's reasons at the fields that can mend them."""
        for problem in refusal.problems:
            self.add_error(self._field_of(problem), problem.message)

    def _field_of(self, problem: Problem) -> str:
        if problem.rule == is_complete.RULE:
            return self.details[0].name if self.details else "service"
        return "on"


def of_household(household: Iterable[HouseholdMember], *, all_ticked: bool = True) -> list[Recipient]:
    """Give the members of a household as they may be ticked: beforehand, at most who is still there."""
    return [
        Recipient(
            str(member.enrollment.pk),
            _name(member),
            member.enrollment,
            is_ticked=all_ticked and member.left_on is None,
        )
        for member in household
    ]


def initial_of(service: Any) -> dict[str, Any]:
    """Give the form's values of a service that was recorded."""
    return {
        "service": chosen_of(service),
        "on": service.date_provided,
        "sub_type": service.sub_type_provided,
        "other_words": service.other_type_provided or service.moving_on_other_type,
        "amount": service.fa_amount,
        "referral_outcome": service.referral_outcome,
        "covers_from": service.fa_start_date,
        "covers_until": service.fa_end_date,
    }


def chosen_of(service: Any) -> str:
    """Give a recorded service of HUD's as the form spells it."""
    return f"{service.record_type}-{service.type_provided}"


def chosen_own(service: Any) -> str:
    """Give a recorded service of the agency's own as the form spells it."""
    return f"{_OWN}{service.offered_id}"


def day_of(sent: Mapping[str, Any], today: date) -> date:
    """Give the day that was typed, today where it is none: on it the program's offer is looked up."""
    try:
        return DateField(required=False).clean(sent.get("on")) or today
    except forms.ValidationError:
        return today


def only_service(offered: ServicesOffered) -> str:
    """Give the one service of a program that has only one of HUD's, as the form spells it; else ""."""
    choices = [choice for kind in offered.hud for choice in _choices_of(kind)]
    return choices[0][0] if len(choices) == 1 and not offered.own else ""


def labels_of(offered: ServicesOffered) -> dict[str, str]:
    """Give the words of each service that the program offers, as the form spells it."""
    named = {key: label for kind in offered.hud for key, label in _choices_of(kind)}
    return named | {f"{_OWN}{one.pk}": str(one.name) for one in offered.own}


def _service_choices(offered: ServicesOffered) -> list[Any]:
    """Give the services under their kinds; the only service of a program needs no choosing."""
    if only_service(offered):
        return _choices_of(offered.hud[0])
    of_the_agency: dict[str, list[tuple[str, str]]] = {}
    for one in offered.own:
        of_the_agency.setdefault(one.category, []).append((f"{_OWN}{one.pk}", one.name))
    kinds = ((kind.category, _choices_of(kind)) for kind in offered.hud)
    return [("", _("Choose…")), *kinds, *of_the_agency.items()]


def _choices_of(kind: OfferedService) -> list[tuple[str, str]]:
    codes = kind.code_list.labels
    if len(codes) == 1:
        # A list of one code (bed night) repeats the name of its kind, without the blank.
        return [(f"{kind.record_type}-{code}", kind.category) for code in codes]
    return [(f"{kind.record_type}-{code}", label) for code, label in codes.items()]


def _code_field(label: str, labels: Mapping[str, str], required: bool = True) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[("", _("Choose…")), *labels.items()],
        coerce=int,
        empty_value=None,
        required=required,
    )


def _pair(chosen: str) -> tuple[int, int] | None:
    """Read "144-3" as record type and type provided; None for anything else."""
    record_type, _dash, type_provided = chosen.partition("-")
    if not (record_type.isdecimal() and type_provided.isdecimal()):
        return None
    return int(record_type), int(type_provided)


def _name(member: HouseholdMember) -> str:
    name = person_name(member.enrollment.client)
    if member.left_on is None:
        return name
    return _("%(name)s (left %(day)s)") % {"name": name, "day": date_format(member.left_on)}
