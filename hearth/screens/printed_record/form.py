"""What goes on paper, for whom and what for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.access.viewer import Viewer
from hearth.actions.give_record import THE_CLIENT, Use
from hearth.actions.refusal import NotDone
from hearth.screens.printed_record.sections import OF_A_COPY, OF_A_PACKET, ONLY_WHEN_CHOSEN, part_labels
from hearth.screens.refusable import RefusableForm

_FIELDS = {
    "copy/not_in_care": "asked_by",
    "copy/why": "why",
    "copy/identity": "identity",
    "packet/recipient": "recipient",
    "packet/purpose": "purpose",
    "packet/use": "use",
    "give/sections": "sections",
}
_NO_PART = {"required": _("Choose at least one part.")}
LANGUAGES = (("en", _("English")), ("es", _("Spanish")))


class PaperForm(RefusableForm):
    """The parts and the language."""

    sections = forms.MultipleChoiceField(
        label=_("Parts"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "What is not ticked goes along only when you choose it: others may read what leaves the house."
        ),
        error_messages=_NO_PART,
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)

    def _offer(self, viewer: Viewer, keys: tuple[str, ...]) -> None:
        parts: Any = self.fields["sections"]
        parts.choices = part_labels(viewer, keys)
        parts.initial = [key for key in keys if key not in ONLY_WHEN_CHOSEN]

    def refuse(self, refusal: NotDone) -> None:
        """Say why it was not done, at the field that mends it."""
        for problem in refusal.problems:
            self.add_error(_FIELDS.get(problem.rule), problem.message)


class CopyForm(PaperForm):
    """Who asks, and how they are known."""

    asked_by = forms.ChoiceField(label=_("Who asks"), initial=THE_CLIENT, widget=forms.RadioSelect)
    identity = forms.CharField(
        label=_("How you know who it is"),
        max_length=120,
        help_text=_("As in “photo ID” or “known to me”."),
        error_messages={"required": _("Say how you know who is asking.")},
    )
    why = forms.CharField(
        label=_("Why a guardian asks"),
        required=False,
        max_length=300,
        help_text=_("Only for a minor. Think first: would it put the minor or somebody else in danger?"),
    )
    field_order = ("asked_by", "identity", "why", "sections", "language")

    def __init__(
        self, *args: Any, viewer: Viewer, guardians: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked_by"].choices = [(THE_CLIENT, _("The client")), *guardians]  # type: ignore[attr-defined]
        if not guardians:
            del self.fields["why"]
        self._offer(viewer, OF_A_COPY)


class PacketForm(PaperForm):
    """Who gets the packet, and what for."""

    recipient = forms.CharField(
        label=_("Who gets it"),
        max_length=200,
        error_messages={"required": _("Say who gets the packet.")},
    )
    use = forms.ChoiceField(label=_("Which use it is"), choices=Use.choices)
    purpose = forms.CharField(
        label=_("What for"),
        max_length=500,
        help_text=_("As in “application for an apartment at Example Homes”."),
        error_messages={"required": _("Say what the packet is for.")},
    )
    field_order = ("recipient", "use", "purpose", "sections", "language")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer(viewer, OF_A_PACKET)
