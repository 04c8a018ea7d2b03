"""The form of a person without a record: what a search brought along, who looks alike, and the answer about sharing.

A screen that adds somebody (add_client, intake) makes a `NewClient`, includes new_client_form.html in its own form and
lets it save. Action: hearth/actions/create_client.py.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hearth.access.consent_state import Kind, Scope
from hearth.access.likely_same import Likely
from hearth.access.reasons import reason_words
from hearth.access.release_required import release_missing
from hearth.access.viewer import Viewer
from hearth.actions.client_profile import fitted
from hearth.actions.create_client import DIFFERENT, LIKELY, alike, create_client
from hearth.actions.record_release import Said
from hearth.actions.refusal import NotDone
from hearth.rules.client.age import age_on
from hearth.screens.brought_by_search import brought
from hearth.screens.profile_form import ProfileForm

# What is looked at while it is typed.
_TELLING = ("FirstName", "LastName", "NameSuffix", "DOB", "SSN")
# How the answer can be known at the desk. Signing on the screen has its own page, after the client is there.
_KINDS = (Kind.VERBAL, Kind.PAPER, Kind.HOUSEHOLD, Kind.OTHER)


class NewClient:
    """One person to be added: the form of the profile (`profile`), and whether somebody on file stops it (`stops`)."""

    def __init__(self, viewer: Viewer, *, data: Mapping[str, Any] | None = None, words: str = "") -> None:
        """`words` are what was searched for, on a form that was not sent yet."""
        self.viewer = viewer
        self.stops = False
        self.profile = ProfileForm(viewer, data=data, brought=brought(words))
        # Whether the page takes somebody on file by a button called add, instead of opening them.
        self.takes_alike = "takes_alike" in (data or {})
        # Why somebody who looks alike is another person (a key of DIFFERENT), as far as that was said.
        self.different = (data or {}).get("different", "")
        if release_missing(viewer, answered=False, is_private=viewer.organization.is_confidential):
            ReleaseAnswer.ask(self.profile.form)
        for column in _TELLING:
            self.profile.form.fields[f"Client_{column}"].widget.attrs["data-telling"] = "yes"

    @property
    def is_sent(self) -> bool:
        """Whether answers came with it, and not only the words of a search."""
        return bool(self.profile.form.is_bound)

    def open_here(self) -> None:
        """Let the page open at the first name, and take somebody on file: the form is a part of it."""
        self.takes_alike = True
        self.profile.form.fields["Client_FirstName"].widget.attrs["autofocus"] = True

    def save(self) -> Any:
        """Add the client and give them, or None where the form is to be shown once more, with the reasons on it."""
        form = self.profile.form
        if not form.is_valid():
            return None
        try:
            return create_client(
                viewer=self.viewer,
                profile=self.profile.profile(),
                different_because=self.different,
                release=ReleaseAnswer.said(form, self.viewer.today),
            )
        except NotDone as refusal:
            self.stops = any(problem.rule == LIKELY for problem in refusal.problems)
            if not self.stops:
                self.profile.refuse(refusal)
        return None

    def said(self) -> str:
        """Say that the person was added, and what is still to be asked. Only after `save`."""
        still = self.profile.still_asked()
        return _("Added. Still to be asked: %(list)s") % {"list": "; ".join(still)} if still else _("Added.")

    def alike(self) -> dict[str, Any]:
        """Give what alike.html shows: who may be the person that is being typed."""
        return self._told(self._likely())

    def context(self) -> dict[str, Any]:
        """Give what new_client_form.html shows."""
        found = self._likely()
        return {
            "profile": self.profile,
            "stops": self.stops,
            "stopping": self._rows([one for one in found if one.stops]) if self.stops else [],
            "reasons": [(number, key, _(words)) for number, (key, words) in enumerate(DIFFERENT.items(), 1)],
            "different": "" if self.stops else self.different,
            "asks_release": "permission" in self.profile.form.fields,
            **self._told(found),
        }

    def _likely(self) -> list[Likely]:
        return alike(self.viewer, fitted(self.profile.so_far()))

    def _told(self, found: list[Likely]) -> dict[str, Any]:
        return {
            "takes_alike": self.takes_alike,
            "alike": self._rows(found),
            "hidden": any(one.client is None for one in found),
            "may_break_glass": self.viewer.may("break_glass"),
        }

    def _rows(self, found: list[Likely]) -> list[dict[str, Any]]:
        return [
            {
                "client": one.client,
                "age": age_on(self.viewer.today, one.client.dob),
                "reasons": reason_words(one.reasons),
                "very_likely": one.stops,
            }
            for one in found
            if one.client is not None
        ]


class ReleaseAnswer:
    """The question whether the record may be shared, as two fields of the profile's form."""

    @staticmethod
    def ask(form: forms.Form) -> None:
        """Put the fields on the form."""
        form.fields["permission"] = forms.ChoiceField(
            label=_("May other agencies see the record?"),
            choices=[("yes", _("Yes, others may see it")), ("no", _("No"))],
            widget=forms.RadioSelect,
            error_messages={"required": _("Ask, and record the answer. A no is an answer too.")},
        )
        form.fields["release_kind"] = forms.ChoiceField(
            label=_("How the client said so"), choices=[(one.value, one.label) for one in _KINDS]
        )

    @staticmethod
    def said(form: forms.Form, today: date) -> Said | None:
        """Give the answer of a valid form, or None where it is not asked."""
        if "permission" not in form.fields:
            return None
        return Said(
            kind=form.cleaned_data["release_kind"],
            permission=form.cleaned_data["permission"] == "yes",
            starts_on=today,
            scope=Scope.COMMUNITY,
        )
