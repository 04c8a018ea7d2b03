"""The forms of a stay: dates and relationships of the members, another head, and who is assigned."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hearth.access.household import HouseholdMember
from hearth.actions.change_head import related_to
from hearth.actions.correct_enrollment import Corrected
from hearth.actions.refusal import NotDone
from hearth.actions.stamp import person_name
from hearth.hud.standard import standard
from hearth.rules.facts import HEAD_OF_HOUSEHOLD
from hearth.ui.forms import DateField

_PLACES = {"enrollment/move_in_is_within_stay": "moved_in"}


def _relationships(*, with_head: bool) -> list[tuple[Any, str]]:
    told = standard().lists["3.15.1"].labels.items()
    return [(code, words) for code, words in told if with_head or code != str(HEAD_OF_HOUSEHOLD)]


class StayForm(forms.Form):
    """When each member's stay began and what they are to the head.

    The head's CoC is asked where another is possible, and when they moved in where the program houses.
    """

    use_required_attribute = False

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        household: Sequence[HouseholdMember],
        *,
        houses: bool,
        coc_codes: Sequence[str] = (),
    ) -> None:
        super().__init__(data, prefix="stay")
        self.household = household
        for one in household:
            row, is_head = one.enrollment, one.enrollment.relationship_to_hoh == HEAD_OF_HOUSEHOLD
            self.fields[f"start_{row.pk.hex}"] = DateField(label=_("Start date"), initial=row.entry_date)
            if not is_head:
                self.fields[f"relationship_{row.pk.hex}"] = forms.TypedChoiceField(
                    label=_("Relationship to head of household"),
                    choices=_relationships(with_head=False),
                    coerce=int,
                    initial=row.relationship_to_hoh,
                )
                continue
            if set(coc_codes) - {row.enrollment_coc}:
                self.fields["coc"] = _coc_field(row.enrollment_coc, coc_codes)
            if houses:
                self.fields["moved_in"] = DateField(
                    label=_("Housing move-in date"),
                    required=False,
                    initial=row.move_in_date,
                    help_text=_("The first night in the home. It holds for everybody who is there then."),
                )

    def rows(self) -> list[tuple[str, list[Any]]]:
        """Give each member's name and fields."""
        found = []
        for one in self.household:
            names = (f"start_{one.enrollment.pk.hex}", f"relationship_{one.enrollment.pk.hex}")
            fields = [self[name] for name in names if name in self.fields]
            if one.enrollment.relationship_to_hoh == HEAD_OF_HOUSEHOLD:
                fields += [self[name] for name in ("coc", "moved_in") if name in self.fields]
            found.append((person_name(one.enrollment.client), fields))
        return found

    def members(self) -> list[Corrected]:
        """Give what hearth/actions/correct_enrollment.py takes. Only of a valid form."""
        told = self.cleaned_data
        return [
            Corrected(
                one.enrollment,
                told[f"start_{one.enrollment.pk.hex}"],
                told.get(f"relationship_{one.enrollment.pk.hex}") or HEAD_OF_HOUSEHOLD,
                told.get("moved_in", one.enrollment.move_in_date),
                told.get("coc") or None,
            )
            for one in self.household
        ]

    def refuse(self, refusal: NotDone) -> None:
        """Show the action's reasons at the fields that can mend them."""
        for problem in refusal.problems:
            field = None
            if problem.about is not None:
                field = f"start_{self.household[problem.about].enrollment.pk.hex}"
                place = _PLACES.get(problem.rule)
                field = place if place in self.fields else field
            self.add_error(field, problem.message)


def _coc_field(now: str | None, codes: Sequence[str]) -> forms.ChoiceField:
    """Ask for one of the program's CoCs; one that is none of them is shown as what is to be mended."""
    is_known = now in codes
    return forms.ChoiceField(
        label=_("Continuum of Care"),
        required=False,
        choices=[*([] if is_known else [("", now or _("Choose…"))]), *((code, code) for code in codes)],
        initial=now if is_known else "",
    )


class HeadForm(forms.Form):
    """Who is the head, from the beginning; the others are related anew."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None, household: Sequence[HouseholdMember]) -> None:
        super().__init__(data, prefix="head")
        self.there = [one.enrollment for one in household if one.left_on is None]
        self.fields["head"] = forms.ChoiceField(
            label=_("Head of household"),
            choices=[(str(one.pk), person_name(one.client)) for one in self.there],
            initial=next(
                (str(one.pk) for one in self.there if one.relationship_to_hoh == HEAD_OF_HOUSEHOLD), None
            ),
        )

    def chosen(self) -> Any:
        """Give the enrollment of the new head. Only of a valid form."""
        return next(one for one in self.there if str(one.pk) == self.cleaned_data["head"])

    def told(self) -> dict[uuid.UUID, int]:
        """Give what the others would be to the new head: what is stored, and can be corrected above."""
        head = self.chosen()
        return {one.pk: related_to(head, one) for one in self.there if one.pk != head.pk}


class StaffForm(forms.Form):
    """Who is assigned: one or more people of the agency."""

    def __init__(
        self, data: Mapping[str, Any] | None, colleagues: Sequence[Any], assigned: Sequence[Any]
    ) -> None:
        super().__init__(data, prefix="staff")
        self.fields["accounts"] = forms.TypedMultipleChoiceField(
            label=_("Assigned staff"),
            choices=[(str(one.pk), one.name or one.username) for one in colleagues],
            coerce=uuid.UUID,
            required=False,
            initial=[str(one.pk) for one in assigned],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("The enrollment stands in their caseload, for every member of the household."),
        )
