"""Fill in the form of a report for a grant: its programs, and one of its operating years."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.access.viewer import Viewer
from hearth.library.due import Grant, UndatedGrant, grants_asking, undated_asking
from hearth.library.grant_years import GrantYear, grant_years, usual_year


class GrantForm(forms.Form):
    """One of the grants whose funder asks for the report, and when one is chosen, one of its years that began."""

    grant = forms.ChoiceField(
        label=gettext_lazy("Grant"),
        required=False,
        help_text=gettext_lazy("Fills in its programs and its last operating year."),
    )
    year = forms.ChoiceField(
        label=gettext_lazy("Operating year"),
        help_text=gettext_lazy("For another year, choose it and fill in again."),
    )

    def __init__(self, grants: list[Grant], chosen: str, years: list[GrantYear], year: str) -> None:
        super().__init__(initial={"grant": chosen, "year": year})
        self.fields["grant"].choices = [("", ""), *((one.identifier, _of_grant(one)) for one in grants)]  # type: ignore[attr-defined]
        if len(years) > 1:
            usual = usual_year(years)
            self.fields["year"].choices = [(one.code, _of_year(one, usual)) for one in years]  # type: ignore[attr-defined]
        else:
            del self.fields["year"]


@dataclass(frozen=True, slots=True)
class ByGrant:
    """What the page offers beside the form: the choice of a grant, None where none can be chosen.

    `unknown_year_of` is the number of a grant that does not have the year that was asked for; `undated` are grants that
    cannot be offered.
    """

    form: GrantForm | None
    unknown_year_of: str
    undated: list[UndatedGrant]


def by_grant(viewer: Viewer, report: str, chosen: str, year: str) -> ByGrant:
    """Give what is offered where a grant and a year of it were chosen (blank: none)."""
    grants = grants_asking(viewer, report)
    grant = next((one for one in grants if one.identifier == chosen), None)
    years = grant_years(viewer, grant) if grant else []
    usual = usual_year(years)
    is_known = year in {one.code for one in years}
    filled = year if is_known else usual.code if usual else ""
    return ByGrant(
        GrantForm(grants, chosen, years, filled) if grants else None,
        chosen if grant and year and not is_known else "",
        undated_asking(viewer, report),
    )


def _of_grant(grant: Grant) -> str:
    names = ", ".join(project.name for project in grant.projects)
    return " · ".join((grant.identifier, names, _from_to(*grant.year)))


def _of_year(year: GrantYear, usual: GrantYear | None) -> str:
    if not year.is_over:
        days = {"start": date_format(year.first), "end": date_format(year.last)}
        return _("%(start)s to today; it runs until %(end)s") % days
    days_told = _from_to(year.first, year.last)
    return _("%(days)s, the last that is over") % {"days": days_told} if year == usual else days_told


def _from_to(start: Any, end: Any) -> str:
    return _("%(start)s to %(end)s") % {"start": date_format(start), "end": date_format(end)}
