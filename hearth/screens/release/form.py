"""The forms of releases: what staff set before a client is asked, what the client answers, what was said on paper."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.access.consent_state import Scope
from hearth.access.consent_texts import Text
from hearth.screens.refusable import RefusableForm

YES, NO = "yes", "no"
_STAFF_ANSWERS = [(YES, _("Yes")), (NO, _("No"))]
PAPER, SPOKEN = "paper", "spoken"
CLIENT, PARENT, GUARDIAN = "client", "parent", "guardian"


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


class AskForm(RefusableForm):
    """How long and how far, for whom and in which language: the same for a screen, paper and speech."""

    language = forms.ChoiceField(label=_("Language of the text"))
    starts_on = _day(_("From"))
    ends_on = _day(_("Until"), required=False, help_text=_("Empty: your agency's usual term."))
    scope = forms.ChoiceField(label=_("What others may see"), choices=Scope.choices)
    signer = forms.ChoiceField(
        label=_("Who answers"),
        choices=[(PARENT, _("A parent")), (GUARDIAN, _("A legal guardian")), (CLIENT, _("The minor"))],
        required=False,
        widget=forms.RadioSelect,
    )
    minor_agreed = forms.BooleanField(label=_("The minor agrees too"), required=False)
    children = forms.MultipleChoiceField(
        label=_("Also for these children, by their parent or guardian"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only children in this person's own care. Each gets a record with the same dates."),
    )
    children_by = forms.ChoiceField(
        label=_("To the children, this person is"),
        required=False,
        choices=[(PARENT, _("A parent")), (GUARDIAN, _("A legal guardian"))],
    )

    children_agreed = forms.BooleanField(
        label=_("The children agree too"),
        required=False,
        help_text=_("Programs for runaway and homeless youth share only then."),
    )

    def __init__(
        self,
        *args: Any,
        text: Text,
        languages: Sequence[tuple[str, Any]],
        children: Sequence[tuple[str, str]],
        is_minor: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.text = text
        self.fields["language"].choices = languages  # type: ignore[attr-defined]
        self.fields["children"].choices = children  # type: ignore[attr-defined]
        if not children:
            del self.fields["children"], self.fields["children_by"], self.fields["children_agreed"]
        if is_minor:
            self.fields["signer"].required = True
        else:
            del self.fields["signer"], self.fields["minor_agreed"]

    def clean(self) -> dict[str, Any]:
        """Say it at once, before the client is asked, when the end lies before the start."""
        given: dict[str, Any] = super().clean() or {}
        start, end = given.get("starts_on"), given.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("A release ends on or after the day it starts."))
        return given


class ToldForm(AskForm):
    """An answer on paper or in speech, typed in by staff; each network has its own yes or no and its own end."""

    how = forms.ChoiceField(
        label=_("How the client answered"),
        choices=[(PAPER, _("Signed paper")), (SPOKEN, _("Spoken: to be signed later"))],
        widget=forms.RadioSelect,
    )
    signed_name = forms.CharField(label=_("Name of who signed or said it"), max_length=120)
    paper = forms.FileField(
        label=_("The signed paper"),
        required=False,
        help_text=_("A PDF, or a photo as JPEG or PNG, up to 25 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )
    covers_sensitive = forms.BooleanField(
        label=_("Also health conditions, substance use and domestic violence"),
        required=False,
        help_text=_("Only when the client was asked about these by name."),
    )
    covers_part_2 = forms.BooleanField(
        label=_("Also records of substance use treatment (42 CFR Part 2)"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for network in self.text.networks:
            self.fields[f"network_{network.code}"] = forms.ChoiceField(
                label=network.name_in("en"),
                choices=_STAFF_ANSWERS,
                widget=forms.RadioSelect,
                required=network.code == self.text.networks[0].code,
            )
            self.fields[f"until_{network.code}"] = _day(_("Until, if not the day above"), required=False)

    @property
    def networks(self) -> list[tuple[Any, Any]]:
        """Give the answer's field and the end's, network by network."""
        return [(self[f"network_{one.code}"], self[f"until_{one.code}"]) for one in self.text.networks]

    def clean(self) -> dict[str, Any]:
        """A signed paper is attached, or it was only said."""
        given = super().clean()
        if given.get("how") == PAPER and not given.get("paper"):
            self.add_error("paper", _("Attach the signed paper, or choose “Spoken”."))
        return given


class SignForm(RefusableForm):
    """What the client answers. Its words are in the language that the page is read in."""

    signed_name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    by_name = forms.BooleanField(
        label=_("I cannot or do not want to draw: my typed name is my signature"), required=False
    )
    strokes = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-strokes": ""}))
    width = forms.FloatField(required=False, widget=forms.HiddenInput(attrs={"data-width": ""}))
    height = forms.FloatField(required=False, widget=forms.HiddenInput(attrs={"data-height": ""}))

    def __init__(self, *args: Any, text: Text, language: str, ends_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text = text
        answers = [(YES, _("Yes, you may share")), (NO, _("No, do not share"))]
        for network in text.networks:
            self.fields[f"network_{network.code}"] = forms.ChoiceField(
                label=network.name_in(language), choices=answers, widget=forms.RadioSelect
            )
        self.fields["sensitive"] = forms.ChoiceField(
            label=_(
                "If yes: may they also see answers about your health, drugs or alcohol, and violence at home?"
            ),
            choices=[(NO, _("No, not those")), (YES, _("Yes, those too"))],
            widget=forms.RadioSelect,
            initial=NO,
        )
        self.fields["part_2"] = forms.ChoiceField(
            label=_("And records of treatment for drugs or alcohol?"),
            help_text=_(
                "A law guards these (42 CFR Part 2). Who gets them may not pass them on, with few exceptions."
            ),
            choices=[(NO, _("No, not those")), (YES, _("Yes, those too"))],
            widget=forms.RadioSelect,
            initial=NO,
        )

    @property
    def networks(self) -> list[Any]:
        """Give the question of each network."""
        return [self[f"network_{one.code}"] for one in self.text.networks]
