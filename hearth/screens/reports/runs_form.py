"""Which of the runs so far are shown."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.library.kinds import ReportKind
from hearth.library.runs import AT_WORK, CANCELLED


class RunsForm(forms.Form):
    """By report, by who ran it, by program or grant, by state. It lives in the address, so that a link keeps it."""

    report = forms.ChoiceField(label=gettext_lazy("Report"), required=False)
    by = forms.CharField(label=gettext_lazy("Run by"), required=False, max_length=100)
    program = forms.CharField(label=gettext_lazy("Program or grant"), required=False, max_length=100)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, data: Mapping[str, Any], kinds: list[ReportKind]) -> None:
        super().__init__(data if any(data.get(name) for name in self.base_fields) else None)
        self.fields["report"].choices = [("", _("All")), *((one.code, one.title) for one in kinds)]  # type: ignore[attr-defined]
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("All")),
            ("done", _("Done")),
            (AT_WORK, _("At work")),
            ("failed", _("Failed")),
            (CANCELLED, _("Cancelled")),
        ]

    @property
    def asked(self) -> dict[str, str]:
        """What is asked for; what cannot be read is left open."""
        if not self.is_bound:
            return {}
        self.full_clean()
        return self.cleaned_data
