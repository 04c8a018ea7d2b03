"""The form of a case note."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.actions.refusal import NotDone
from hearth.actions.write_note import MENTION_RULE, Written
from hearth.screens.refusable import RefusableForm
from hearth.ui.forms import DateField

_LONGEST = 20_000


class NoteForm(RefusableForm):
    """What is written down, about which day, and who may see it."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=120,
        error_messages={"required": gettext_lazy("Give it a title.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("@ and a user name tells that colleague, if they may read the note."),
        error_messages={"required": gettext_lazy("Write the note.")},
    )
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)
    on = DateField(label=gettext_lazy("Date"))
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes spent"), required=False, min_value=1, max_value=1440
    )
    stay = forms.ChoiceField(label=gettext_lazy("Belongs to"), required=False)
    is_private = forms.BooleanField(label=gettext_lazy("Private: only my agency sees it"), required=False)

    def __init__(
        self, *args: Any, categories: Sequence[str], stays: Mapping[str, str] | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["category"].choices = [("", "–"), *((one, _(one)) for one in categories)]  # type: ignore[attr-defined]
        if stays:
            self.fields["stay"].choices = [("", _("The client as a whole")), *stays.items()]  # type: ignore[attr-defined]
        else:
            del self.fields["stay"]

    def written(self) -> Written:
        """Give what the action takes. Only of a valid form."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "stay"}
        return Written(**{**given, "is_private": given["is_private"] or None})

    def refuse(self, refusal: NotDone) -> None:
        """Show a mention's reason at the text; others stand above."""
        for problem in refusal.problems:
            self.add_error("text" if problem.rule == MENTION_RULE else None, problem.message)
