"""The one form that exits a household: a day, who leaves, and where to: one destination for all, or one's own."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from hearth.actions.change_head import proposed_head
from hearth.actions.exit_household import Leaving
from hearth.actions.refusal import NotDone, Problem
from hearth.actions.stamp import person_name
from hearth.forms.places import place_select
from hearth.hud.standard import standard
from hearth.rules.exit import destination_is_complete, head_leaves_last, on_or_after_start
from hearth.rules.facts import HEAD_OF_HOUSEHOLD
from hearth.rules.household import next_head
from hearth.screens.exit_household.destinations import grouped, needs_subsidy_type, needs_words
from hearth.ui.forms import DateField

# The key of the destination that counts for everybody without one of their own.
ALL = "all"


class ExitForm(forms.Form):
    """`destination_all` and, in a household of several, a tick and `destination_<enrollment>` for each person.

    The subsidy type and the words are there only under a destination that asks for them.
    """

    # Which answers are needed depends on who is ticked, which a browser cannot know.
    use_required_attribute = False

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        present: Sequence[Any],
        today: date,
        typed: Mapping[str, Any] | None = None,
        going_on: Sequence[Any] = (),
    ) -> None:
        """`present` are the enrollments that can end, `going_on` the services given in them without a last day;
        `typed` is what was entered so far, not to be judged yet.
        """
        self.present = present
        staying = _stay_without_head(present, data) if data is not None and len(present) > 1 else []
        # Who becomes head is proposed, and stored only once somebody has seen it.
        self._asks_head_now = bool(staying) and data is not None and not data.get("new_head")
        if data is not None and self._asks_head_now:
            leaving = [one for one in present if one not in staying]
            head = proposed_head(present, leaving, today)
            data = {**dict(data.items()), "new_head": str(head.pk) if head else ""}
        super().__init__(data, initial=dict(typed.items()) if typed else None)
        self._known: Mapping[str, Any] = data if data is not None else typed or {}
        self.fields["exit_date"] = DateField(label=_("Exit date"), initial=today)
        several = len(present) > 1
        self._going_on = going_on
        for service in going_on:
            label = _("%(service)s for %(name)s: last day") % {
                "service": service.offered.name,
                "name": person_name(service.client),
            }
            self.fields[f"ends_{service.pk}"] = DateField(label=label, required=False)
        if staying:
            self.fields["new_head"] = forms.ChoiceField(
                label=_("Who is head of household from now on?"),
                choices=[(str(one.pk), person_name(one.client)) for one in staying],
                widget=forms.RadioSelect,
            )
        self._ask_destination(ALL, _("Where did they go?") if several else _("Destination"), _("Choose…"))
        if several:
            for enrollment in present:
                self.fields[f"leaves_{enrollment.id}"] = forms.BooleanField(
                    label=person_name(enrollment.client), required=False, initial=True
                )
                if typed is not None:
                    # A box that is not ticked is not sent.
                    self.initial[f"leaves_{enrollment.id}"] = f"leaves_{enrollment.id}" in typed
                self._ask_destination(str(enrollment.id), _("Own destination"), _("Same as everybody"))

    def _ask_destination(self, key: str, label: str, blank: str) -> None:
        is_needed = self._is_needed(key)
        self.fields[f"destination_{key}"] = forms.TypedChoiceField(
            label=label,
            choices=[("", blank), *grouped()],
            coerce=int,
            empty_value=None,
            required=is_needed and key == ALL,
            widget=place_select(_refresh(f"#details_{key}")),
            error_messages={"required": _("Choose where they went. “Data not collected” is an answer too.")},
        )
        chosen = self._known.get(f"destination_{key}") or ""
        if needs_subsidy_type(chosen):
            self.fields[f"subsidy_{key}"] = forms.TypedChoiceField(
                label=_("Rental subsidy"),
                choices=[("", _("Choose…")), *standard().lists["3.12.A"].labels.items()],
                coerce=int,
                empty_value=None,
                required=is_needed,
                error_messages={"required": _("Choose the kind of rental subsidy.")},
            )
        if needs_words(chosen):
            self.fields[f"other_{key}"] = forms.CharField(
                label=_("Where, in words"),
                max_length=50,
                required=is_needed,
                error_messages={"required": _("Say in words where they went.")},
            )

    def _is_needed(self, key: str) -> bool:
        """Say whether a destination counts for anybody: one's own for who leaves, the one for all for the rest."""
        if not self.is_bound or len(self.present) == 1:
            return True
        leaving = [str(one.id) for one in self.present if f"leaves_{one.id}" in self._known]
        if key == ALL:
            return any(not self._known.get(f"destination_{one}") for one in leaving)
        return key in leaving

    def everybody(self) -> dict[str, Any]:
        """Give the destination for all and its details."""
        return self._place(ALL)

    def people(self) -> list[dict[str, Any]]:
        """Give each person of a household of several: the tick, the destination, its details, the enrollment."""
        if len(self.present) == 1:
            return []
        return [
            {"enrollment": one, "leaves": self[f"leaves_{one.id}"], **self._place(str(one.id))}
            for one in self.present
        ]

    def _place(self, key: str) -> dict[str, Any]:
        details: list[BoundField] = [
            self[f"{part}_{key}"] for part in ("subsidy", "other") if f"{part}_{key}" in self.fields
        ]
        destination = self[f"destination_{key}"]
        is_used = bool(destination.value() or destination.errors)
        return {"key": key, "destination": destination, "details": details, "is_used": is_used}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self._leaving():
            self.add_error(None, _("Tick at least one person who leaves."))
        if self._asks_head_now:
            text = _(
                "The head of household leaves and others stay. Confirm or choose who is head from now on: as of the "
                "first head's start, so that the household has one head all along."
            )
            self.add_error("new_head", text)
        return cleaned

    def _leaving(self) -> list[Any]:
        if len(self.present) == 1:
            return list(self.present)
        return [one for one in self.present if self.cleaned_data.get(f"leaves_{one.id}")]

    def _key(self, enrollment: Any) -> str:
        own = str(enrollment.id)
        return own if self.cleaned_data.get(f"destination_{own}") is not None else ALL

    def leaving(self) -> list[Leaving]:
        """Give the exits as the action takes them. Only of a valid form."""
        data = self.cleaned_data
        return [
            Leaving(
                enrollment=one,
                exit_date=data["exit_date"],
                destination=data[f"destination_{self._key(one)}"],
                destination_subsidy_type=data.get(f"subsidy_{self._key(one)}"),
                other_destination=data.get(f"other_{self._key(one)}") or None,
            )
            for one in self._leaving()
        ]

    def services(self) -> list[BoundField]:
        """Give the field of each service that goes on."""
        return [self[f"ends_{one.pk}"] for one in self._going_on]

    def last_days(self) -> dict[uuid.UUID, date]:
        """Give the last day of each service for which one was entered. Only of a valid form."""
        entered = {one.pk: self.cleaned_data.get(f"ends_{one.pk}") for one in self._going_on}
        return {pk: day for pk, day in entered.items() if day is not None}

    def chosen_head(self) -> Any:
        """Give who becomes head; nobody where the head stays or everybody leaves. Only of a valid form."""
        chosen = self.cleaned_data.get("new_head")
        return next((one for one in self.present if str(one.pk) == chosen), None)

    def refuse(self, refusal: NotDone) -> None:
        """Show the action's reasons at the fields that can mend them; what is wrong for all is said once."""
        leaving = self._leaving()
        told: set[tuple[str | None, str]] = set()
        for problem in refusal.problems:
            field = self._field_of(problem, leaving)
            if (field, problem.rule) not in told:
                self.add_error(field, problem.message)
            told.add((field, problem.rule))

    def _field_of(self, problem: Problem, leaving: Sequence[Any]) -> str | None:
        if problem.rule == head_leaves_last.RULE:
            return self._tick_of(next((one.id for one in leaving if _is_head(one)), None))
        if problem.rule == next_head.RULE and "new_head" in self.fields:
            return "new_head"
        if problem.rule == on_or_after_start.RULE:
            return "exit_date"
        if problem.about is None:
            return None
        key = self._key(leaving[problem.about])
        if problem.rule == destination_is_complete.RULE:
            details = self._place(key)["details"]
            return details[0].name if details else f"destination_{key}"
        return self._tick_of(leaving[problem.about].id)

    def _tick_of(self, enrollment_id: uuid.UUID | None) -> str | None:
        name = f"leaves_{enrollment_id}"
        return name if name in self.fields else None


def _stay_without_head(present: Sequence[Any], data: Mapping[str, Any]) -> list[Any]:
    """Give who stays where the head leaves; nobody where the head stays."""
    staying = [one for one in present if f"leaves_{one.id}" not in data]
    return [] if any(_is_head(one) for one in staying) or len(staying) == len(present) else staying


def _is_head(enrollment: Any) -> bool:
    return bool(enrollment.relationship_to_hoh == HEAD_OF_HOUSEHOLD)


def _refresh(place: str) -> dict[str, str]:
    """Ask the server which details a destination has, as soon as it is chosen; the latest choice counts."""
    return {
        "hx-post": "",
        "hx-vals": '{"do": "details"}',
        "hx-sync": "this:replace",
        "hx-swap": "outerHTML",
        "hx-target": place,
        "hx-select": place,
    }
