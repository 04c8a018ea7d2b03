"""What a report is asked for: which programs, from when to when."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.screens.words import words_for
from hearth.ui.forms import DateField

# Up to so many programs stand there without a box to narrow them.
MANY = 12
SHOWN_AT_MOST = 25


def last_federal_year(today: date) -> tuple[date, date]:
    """Give the last federal fiscal year (October to September) that is over."""
    year = today.year if today >= date(today.year, 10, 1) else today.year - 1
    return date(year - 1, 10, 1), date(year, 9, 30)


class StartForm(forms.Form):
    """Programs and dates. Where there are many programs, only the ticked and the matching ones are on the page."""

    programs = forms.MultipleChoiceField(
        label=gettext_lazy("Programs"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one program.")},
    )
    start = DateField(label=gettext_lazy("First day"))
    end = DateField(label=gettext_lazy("Last day"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        projects: Sequence[Any],
        words: str = "",
        ticked: Sequence[str] = (),
        initial: Mapping[str, Any] | None = None,
        with_agency: bool = False,
    ) -> None:
        """`ticked` are the programs that stay on the page whatever the words are."""
        super().__init__(data, initial={"programs": list(ticked), **(initial or {})})
        self.words = words
        self.is_long = len(projects) > MANY
        matching = [project for project in projects if _matches(project, words)]
        self.matching = {str(project.id) for project in matching}
        kept = set(ticked)
        shown = [project for project in projects if str(project.id) in kept]
        others = [project for project in matching if str(project.id) not in kept]
        room = max(SHOWN_AT_MOST - len(shown), 5) if self.is_long else MANY
        self.fewer = max(len(others) - room, 0)
        choices = [(str(project.id), _words(project, with_agency)) for project in [*shown, *others[:room]]]
        # What may be sent is every program; what is shown is some of them.
        self.fields["programs"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day is before the first day."))
        return cleaned

    def asked(self) -> dict[str, Any]:
        """Give what the library takes. Only of a valid form."""
        data = self.cleaned_data
        return {
            "project_ids": [uuid.UUID(one) for one in data["programs"]],
            "start": data["start"],
            "end": data["end"],
        }


def _words(project: Any, with_agency: bool = True) -> str:
    kind = words_for("Project", "ProjectType", project.project_type)
    agency = project.organization.organization_name if with_agency else ""
    return " · ".join(part for part in (project.project_name, agency, kind) if part)


def _matches(project: Any, words: str) -> bool:
    text = _words(project).casefold()
    return all(word in text for word in words.casefold().split())
