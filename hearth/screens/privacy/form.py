"""The small forms of privacy: an emergency, a part that is shared."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.screens.refusable import RefusableForm


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
