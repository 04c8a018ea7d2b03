"""The one form that enrolls a household: a start date, and per person a tick, a relationship and their own start."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from hearth.actions.enroll_household import Member
from hearth.actions.refusal import NotDone, Problem
from hearth.hud.standard import standard
from hearth.rules.facts import HEAD_OF_HOUSEHOLD
from hearth.rules.household import hoh_starts_first
from hearth.screens.intake.people import Person
from hearth.ui.forms import DateField

_ABOUT_THE_DAY = ("enrollment/start_not_in_future", "enrollment/within_operating_dates")


class HouseholdForm(forms.Form):
    """The people who may join, and when. Its errors are those of the page and those of the action."""

    # The day from which the head would have to be there, where a member starts before the head.
    head_could_start: date | None = None
    # Which answers are needed depends on who is ticked, which a browser cannot know.
    use_required_attribute = False

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        people: Sequence[Person],
        coc_codes: Sequence[str],
        today: date,
        keep: Mapping[str, Any] | None = None,
        focus: uuid.UUID | None = None,
        may_be_private: bool = False,
        adds_to_household: bool = False,
    ) -> None:
        """`keep` is what was typed so far when the form comes back for another reason than saving.

        The page opens at the relationship of the person in `focus`, who was just added. `adds_to_household`: the
        people come into a household that has a head.
        """
        super().__init__(data)
        self.people = people
        self._relationships = {
            code: words
            for code, words in standard().lists["3.15.1"].labels.items()
            if not adds_to_household or code != str(HEAD_OF_HOUSEHOLD)
        }
        self.fields["start"] = DateField(label=_("Start date"), initial=today)
        if len(coc_codes) > 1:
            choices = [("", _("Choose…")), *((code, code) for code in coc_codes)]
            label = _("Continuum of Care where the household stays")
            self.fields["coc"] = forms.ChoiceField(label=label, choices=choices)
        if may_be_private:
            self.fields["private"] = forms.BooleanField(
                label=_("Keep this enrollment from other agencies, for everybody in it"), required=False
            )
        for person in people:
            if person.may_join:
                self._ask_about(person)
        if f"relationship_{focus}" in self.fields:
            self.fields[f"relationship_{focus}"].widget.attrs["autofocus"] = True
        if keep is not None:
            self._keep(keep)

    def _ask_about(self, person: Person) -> None:
        self.fields[f"joins_{person.id}"] = forms.BooleanField(
            label=person.words, required=False, initial=person.joins
        )
        self.fields[f"relationship_{person.id}"] = forms.TypedChoiceField(
            label=_("Relationship to head of household"),
            choices=[("", _("Choose…")), *self._relationships.items()],
            coerce=int,
            empty_value=None,
            required=not self.is_bound or f"joins_{person.id}" in self.data,
            initial=person.relationship if str(person.relationship) in self._relationships else None,
            error_messages={
                "required": _("Choose how %(name)s belongs to the household.") % {"name": person.name}
            },
        )
        self.fields[f"start_{person.id}"] = DateField(label=_("Own start date"), required=False)

    def _keep(self, typed: Mapping[str, Any]) -> None:
        """Show what was typed. Somebody who was just added was not on the page, so their own values stand."""
        on_page = set(typed.getlist("person")) if hasattr(typed, "getlist") else set()
        for name, field in self.fields.items():
            owner = name.partition("_")[2]
            if not owner or owner in on_page:
                self.initial[name] = field.widget.value_from_datadict(typed, {}, name)

    def rows(self) -> list[tuple[Person, list[Any]]]:
        """Give each person with tick, relationship, own start, and whether the latter is in use.

        Nothing is given for those who cannot be ticked.
        """
        return [(person, self._row(person) if person.may_join else []) for person in self.people]

    def _row(self, person: Person) -> list[Any]:
        fields: list[BoundField] = [
            self[f"{part}_{person.id}"] for part in ("joins", "relationship", "start")
        ]
        return [*fields, bool(fields[2].value() or fields[2].errors)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self._joining():
            self.add_error(None, _("Tick at least one person to enroll."))
        return cleaned

    def _joining(self) -> list[Person]:
        return [
            person
            for person in self.people
            if person.may_join and self.cleaned_data.get(f"joins_{person.id}")
        ]

    def members(self) -> list[Member]:
        """Give the household as the action takes it. Only of a valid form."""
        data = self.cleaned_data
        return [
            Member(
                client=person.client,
                relationship_to_hoh=data[f"relationship_{person.id}"],
                start=data[f"start_{person.id}"] or data["start"],
            )
            for person in self._joining()
        ]

    def let_head_start_first(self) -> None:
        """Give the head the earliest of all starts, which is what mends a head who starts too late."""
        members = self.members()
        head = next((one for one in members if one.relationship_to_hoh == HEAD_OF_HOUSEHOLD), None)
        if head is not None:
            self.cleaned_data[f"start_{head.client.id}"] = min(member.start for member in members)

    def refuse(self, refusal: NotDone) -> None:
        """Show the action's reasons at the fields that can mend them."""
        ids = [person.id for person in self._joining()]
        told: set[tuple[str, str]] = set()
        if any(problem.rule == hoh_starts_first.RULE for problem in refusal.problems):
            self.head_could_start = min(member.start for member in self.members())
        for problem in refusal.problems:
            field = self._field_of(problem, ids)
            # A wrong day of the whole household is said once, not once for each member.
            if (field, problem.rule) not in told or field != "start":
                self.add_error(field, problem.message)
            told.add((field, problem.rule))

    def _field_of(self, problem: Problem, ids: Sequence[uuid.UUID]) -> str:
        if problem.about is None:
            return f"relationship_{self._wrong_head(ids)}"
        own = f"start_{ids[problem.about]}"
        return "start" if problem.rule in _ABOUT_THE_DAY and not self.cleaned_data.get(own) else own

    def _wrong_head(self, ids: Sequence[uuid.UUID]) -> uuid.UUID:
        """Give whose relationship to look at first: the second of two heads, else the first person."""
        heads = [one for one in ids if self.cleaned_data[f"relationship_{one}"] == 1]
        return heads[1] if len(heads) > 1 else ids[0]
