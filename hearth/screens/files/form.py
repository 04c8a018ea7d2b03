"""The form of a file: which, what it is, and who may see it."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.screens.refusable import RefusableForm
from hearth.ui.forms import DateField


class FileForm(RefusableForm):
    """One file. What it is called is chosen from the community's list, so that the checklist finds it."""

    content = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("Choose it, drop it here, or take a picture with your phone."),
        error_messages={
            "required": gettext_lazy("Choose the file."),
            "empty": gettext_lazy("This file is empty. Choose it again."),
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"), error_messages={"required": gettext_lazy("Say what it is.")}
    )
    stay = forms.ChoiceField(label=gettext_lazy("Belongs to"), required=False)
    expires_on = DateField(label=gettext_lazy("Valid until"), required=False)
    private = forms.BooleanField(label=gettext_lazy("Private: only my agency sees it"), required=False)

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[str],
        stays: Mapping[str, str],
        endings: Sequence[str],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", "–"), *_grouped(kinds)]  # type: ignore[attr-defined]
        self.fields["stay"].choices = [("", _("The client as a whole")), *stays.items()]  # type: ignore[attr-defined]
        self.fields["content"].widget.attrs["accept"] = ",".join(f".{one}" for one in endings) + ",image/*"
        if not stays:
            del self.fields["stay"]

    def say_too_large(self, most: int) -> None:
        """Say at the file that it is too large; the form as a whole is not judged further."""
        line = _("This file is larger than %(most)d MB. Scan it again with less detail, or in parts.")
        self.errors.pop("content", None)
        self.add_error("content", line % {"most": most // 1024**2})


def bare(kind: str) -> str:
    """Give what a document is called, without the group before it: "Identity: Birth certificate"."""
    return kind.rpartition(": ")[2]


def _grouped(kinds: Sequence[str]) -> list[Any]:
    found: list[Any] = []
    for group, members in groupby(kinds, lambda kind: kind.rpartition(": ")[0]):
        choices = [(bare(one), _(bare(one))) for one in members]
        found += [(_(group), choices)] if group else choices
    return found
