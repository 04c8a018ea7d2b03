"""The form of a client's profile, as it is filled in for a new client and for one on file.

HUD's questions and the local ones come from hearth/forms/profile.py; here are what Hearth itself asks (pronouns, other
names) and how a refusal of the action finds its field. Its part of a page is profile_form.html.
"""

import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hearth.access.client_names import AliasKind, OtherNames, other_names_of
from hearth.access.viewer import Viewer
from hearth.actions.client_profile import OtherName, Profile, fitted
from hearth.actions.refusal import NotDone
from hearth.forms.build import CollectionForm
from hearth.forms.profile import answers_of, build_profile, columns_in, local_in
from hearth.hud.standard import snake_case
from hearth.rules.client.age import age_on
from hearth.ui.forms import DateField

# What identifies, and is not asked again of who refused to be named.
_IDENTITY = ("FirstName", "MiddleName", "LastName", "NameSuffix", "NameDataQuality", "SSN", "SSNDataQuality")
IDENTIFYING = frozenset({*_IDENTITY, "DOB", "DOBDataQuality"})
_NAMES_ON_ADDING, _SPARE_NAMES = 2, 1
_ODD_SSN = "client/ssn_is_possible"
_NAMES_AT_MOST = 20


class NameRows:
    """The rows for further names on a form: each has a kind and two parts, and the id of a name on file."""

    def __init__(self, form: forms.Form, on_file: Sequence[Any], *, spare: int) -> None:
        self._form = form
        sent = form.data.get("names", "") if form.is_bound else ""
        count = len(on_file) + spare
        self.count = min(int(sent), _NAMES_AT_MOST) if re.fullmatch(r"\d{1,2}", sent) else count
        for number in range(self.count):
            row = on_file[number] if number < len(on_file) else None
            self._add(number, row)

    def _add(self, number: int, row: Any) -> None:
        fields = self._form.fields
        fields[f"name_{number}_id"] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=str(row.pk) if row else ""
        )
        fields[f"name_{number}_kind"] = forms.ChoiceField(
            label=_("Kind of name"),
            choices=AliasKind.choices,
            initial=row.kind if row else AliasKind.ALIAS,
            required=bool(row),
        )
        for part, label in (("first", _("First name")), ("last", _("Last name"))):
            fields[f"name_{number}_{part}"] = forms.CharField(
                label=label,
                required=False,
                max_length=50,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
                initial=getattr(row, f"{part}_name") if row else "",
            )

    def rows(self) -> list[tuple[Any, ...]]:
        """Give the fields of each row: id, kind, first, last."""
        parts = ("id", "kind", "first", "last")
        return [tuple(self._form[f"name_{number}_{part}"] for part in parts) for number in range(self.count)]

    def said(self) -> list[OtherName]:
        """Give what was typed, rows that stayed empty left out. Only of a valid form."""
        data, found = self._form.cleaned_data, []
        for number in range(self.count):
            kind, first, last, key = (
                data[f"name_{number}_{part}"] for part in ("kind", "first", "last", "id")
            )
            if first or last or key:
                found.append(OtherName(kind or AliasKind.ALIAS, first, last, _uuid(key)))
        return found


class ProfileForm:
    """One client's profile on a page. `form` is the Django form; the rest says what the page needs beside it."""

    def __init__(
        self,
        viewer: Viewer,
        *,
        client: Any = None,
        data: Mapping[str, Any] | None = None,
        brought: Mapping[str, Any] | None = None,
    ) -> None:
        """`brought` are answers that a search brought along, by the names of the fields."""
        self.viewer, self.client = viewer, client
        locked = client is not None and client.is_consent_refused
        answers = answers_of(viewer, client) if client is not None else dict(brought or {})
        age = age_on(viewer.today, client.dob) if client is not None else None
        if data is not None and not locked:
            age = age_on(viewer.today, _typed_date(data.get("Client_DOB")))
        self.form: CollectionForm = build_profile(
            viewer, age, data=data, answers=answers, leave_out=IDENTIFYING if locked else frozenset()
        )
        self.form.fields["pronouns"] = forms.CharField(
            label=_("Pronouns"),
            required=False,
            max_length=40,
            help_text=_("As the person says: she, he, they, or others."),
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            initial=client.pronouns if client is not None else "",
        )
        self.form.fields["odd_ssn"] = forms.BooleanField(required=False)
        on_file = OtherNames() if client is None else other_names_of(viewer, client)
        self.legal_is_hidden = on_file.legal_is_hidden
        spare = 0 if locked else _NAMES_ON_ADDING if client is None else _SPARE_NAMES
        self.names = NameRows(self.form, on_file.shown, spare=spare)
        # Why the number looks odd, where it does: the page offers to keep it.
        self.odd_ssn = ""

    def so_far(self) -> Profile:
        """Give the answers typed so far, or brought along, as far as they have the right shape."""
        if self.form.is_bound:
            return Profile(answers=columns_in(self.form))
        shown = {
            snake_case(branch.asked.question.column): self.form.initial.get(branch.name)
            for branch in self.form.branches
        }
        return Profile(answers=shown)

    def profile(self) -> Profile:
        """Give what was typed as the actions take it. Only of a valid form."""
        data = self.form.cleaned_data
        return Profile(
            answers=columns_in(self.form),
            pronouns=data["pronouns"],
            other_names=self.names.said(),
            local=local_in(self.form),
            odd_ssn_is_right=data["odd_ssn"],
        )

    def refuse(self, refusal: NotDone) -> None:
        """Show the reasons at the fields that can mend them. An odd number alone is a warning, not an error."""
        for problem in refusal.problems:
            rule, _colon, column = problem.rule.partition(":")
            field = self._field_of(column)
            if rule == _ODD_SSN:
                self.odd_ssn = problem.message
                if len(refusal.problems) == 1:
                    continue
            self.form.add_error(field, problem.message)

    def still_asked(self) -> list[str]:
        """Give what HUD asks for and nobody has answered yet, in words."""
        answered = fitted(self.profile())
        branches = {branch.name: branch.asked.question for branch in self.form.branches}
        return [
            notice.label
            for notice in self.form.todos
            if answered.get(snake_case(branches[notice.name].column)) is None
        ]

    def _field_of(self, column: str) -> str | None:
        for branch in self.form.branches:
            if snake_case(branch.asked.question.column) == column:
                return branch.name
        return column if column in self.form.fields else None


def _typed_date(text: str | None) -> Any:
    try:
        return DateField(required=False).clean(text or "")
    except forms.ValidationError:
        return None


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
