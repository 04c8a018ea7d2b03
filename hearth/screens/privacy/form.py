"""The small forms of privacy: a release, an emergency, a part that is shared."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.access.consent_state import Kind, Scope
from hearth.screens.refusable import RefusableForm

_ANSWERS = [("yes", _("Yes, others may see it")), ("no", _("No"))]


class ReleaseForm(RefusableForm):
    """What the client said, and how it is known."""

    permission = forms.ChoiceField(
        label=_("May other agencies see the record?"), choices=_ANSWERS, widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(label=_("How the client said so"), choices=Kind.choices)
    follows = forms.ChoiceField(
        label=_("Whose release a minor's follows"),
        required=False,
        help_text=_("Only for a client under 18. It ends with that release, or at 18."),
    )
    minor_agreed = forms.BooleanField(label=_("The minor agrees too"), required=False)
    scope = forms.ChoiceField(label=_("What others may see"), choices=Scope.choices)
    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Leave it empty for your agency's usual term."),
    )
    covers_sensitive = forms.BooleanField(
        label=_("Also health conditions, substance use and domestic violence"),
        required=False,
        help_text=_("Only when the client was asked about these by name."),
    )
    covers_part_2 = forms.BooleanField(
        label=_("Also records of substance use treatment (42 CFR Part 2)"), required=False
    )

    def __init__(self, *args: Any, guardians: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["follows"].choices = [("", "–"), *guardians]  # type: ignore[attr-defined]


class EmergencyForm(RefusableForm):
    """Who has to be helped, and why it cannot wait."""

    words = forms.CharField(
        label=_("Identifier, whole Social Security number, or first and last name"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    reason = forms.CharField(label=_("What is the emergency?"), widget=forms.Textarea(attrs={"rows": 3}))


class SharingForm(RefusableForm):
    """How far one part goes to everybody or to one agency."""

    component = forms.ChoiceField(label=_("Part of the record"))
    receiver = forms.ChoiceField(label=_("Shared with"), required=False)
    level = forms.ChoiceField(label=_("How far"))

    def __init__(
        self,
        *args: Any,
        components: Sequence[tuple[str, Any]],
        receivers: Sequence[tuple[str, str]],
        levels: Sequence[tuple[Any, Any]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["component"].choices = components  # type: ignore[attr-defined]
        self.fields["receiver"].choices = [("", _("All agencies")), *receivers]  # type: ignore[attr-defined]
        self.fields["level"].choices = [*levels, ("unsaid", _("As is usual here"))]  # type: ignore[attr-defined]
