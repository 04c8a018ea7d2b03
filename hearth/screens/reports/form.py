"""What a report is asked for: which programs, from when to when."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.screens.choose_programs import ProgramsForm
from hearth.ui.forms import DateField


def last_federal_year(today: date) -> tuple[date, date]:
    """Give the last federal fiscal year (October to September) that is over."""
    year = today.year if today >= date(today.year, 10, 1) else today.year - 1
    return date(year - 1, 10, 1), date(year, 9, 30)


def month_so_far(today: date) -> tuple[date, date]:
    """Give the days of this month up to today; on the first day, those of the month before."""
    if today.day > 1:
        return today.replace(day=1), today
    yesterday = today - timedelta(days=1)
    return yesterday.replace(day=1), yesterday


class StartForm(ProgramsForm):
    """Programs and dates."""

    start = DateField(label=gettext_lazy("First day"))
    end = DateField(label=gettext_lazy("Last day"))

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
