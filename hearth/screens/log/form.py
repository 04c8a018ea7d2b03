"""What of the log is shown, the note that closes an alert, and the record of a review."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from hearth.access.audit import Period
from hearth.screens.refusable import RefusableForm
from hearth.ui.forms import DateField


class LogForm(forms.Form):
    """Whose, from when to when. It lives in the address: a user name is none of a client's data."""

    person = forms.CharField(label=gettext_lazy("User name"), required=False, max_length=25)
    first = DateField(label=gettext_lazy("From"), required=False)
    last = DateField(label=gettext_lazy("Until"), required=False)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data if data else None)

    @property
    def asked(self) -> tuple[str, Period]:
        """The user name and the period that are asked for; what cannot be read is left open."""
        if not self.is_bound:
            return "", Period()
        self.full_clean()
        told = self.cleaned_data
        return told.get("person", ""), Period(told.get("first"), told.get("last"))


class NoteForm(RefusableForm):
    """What was found."""

    note = forms.CharField(
        label=gettext_lazy("What did you find?"),
        help_text=gettext_lazy("Whom you asked, what the reason was, and what you did. No names of clients."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )


class ReviewForm(RefusableForm):
    """A review of the log."""

    coc = forms.ChoiceField(label=gettext_lazy("CoC"))
    first = DateField(label=gettext_lazy("First day reviewed"))
    last = DateField(label=gettext_lazy("Last day reviewed"))
    found = forms.CharField(
        label=gettext_lazy("What did you find?"),
        help_text=gettext_lazy("Write it also when it was nothing. No names of clients."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )

    def __init__(self, *args: Any, cocs: Sequence[tuple[str | None, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["coc"].choices = cocs  # type: ignore[attr-defined]
