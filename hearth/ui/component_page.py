"""Every component in every state, on one page: what a screen's author reads and what the tests look at."""

from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.ui.component_charts import example_charts
from hearth.ui.forms import DateField, Guide, GuidedSelect


@dataclass(frozen=True)
class _Enrollment:
    """An invented row for the example tables."""

    program: str
    kind: str
    start: str
    exit: str
    services: int


@dataclass(frozen=True)
class _Member:
    """An invented person for the example household."""

    name: str
    role: str
    url: str = "#"


@dataclass(frozen=True)
class _Due:
    """Something that is due on a day of the example month."""

    name: str
    words: str
    url: str = "#"
    is_private: bool = False
    is_late: bool = False


@dataclass(frozen=True)
class _Day:
    """A day of the example month."""

    on: date
    is_of_month: bool
    is_today: bool
    items: tuple[_Due, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class _Month:
    """The example month."""

    first: date = date(2026, 3, 1)
    previous: date = date(2026, 2, 1)
    next: date = date(2026, 4, 1)


ENROLLMENTS = [
    _Enrollment("Harbor House", "Emergency Shelter", "3 Feb 2026", "", 12),
    _Enrollment("Bridge Homes", "Rapid Re-Housing", "11 Mar 2026", "", 1204),
    _Enrollment("Winter Nights", "Emergency Shelter", "4 Dec 2024", "9 Jan 2025", 31),
]
HOUSEHOLD = [_Member("Mateo Sample", "child"), _Member("Luz Sample", "child")]
_TODAY = date(2026, 3, 12)
_DUE = {
    3: (_Due("Rosa Sample", "Goal: Find work", is_late=True),),
    12: (_Due("Mateo Sample", "Release ends"), _Due("Luz Sample", "Goal", is_private=True)),
}


def _days() -> list[_Day]:
    """Give five weeks: full, empty and today, and the first days of the next month."""
    days = [_Month.first + timedelta(days=number) for number in range(35)]
    return [
        _Day(
            on, on.month == 3, on == _TODAY, _DUE.get(on.day, ()) if on.month == 3 else (), 4 * (on == _TODAY)
        )
        for on in days
    ]


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Name")
    start = DateField(label="Start date", help_text="The first night in the program, such as 12 Mar 2026.")
    nights = forms.IntegerField(label="Nights", required=False)
    service = forms.ChoiceField(label="Service", choices=[("", "Choose…"), ("1", "Bed night"), ("2", "Meal")])
    destination = forms.ChoiceField(
        label="Destination",
        choices=[
            ("", "Choose…"),
            ("Temporary", [("313", "With friends, temporary"), ("314", "Hotel or motel")]),
            ("Permanent", [("423", "With friends, permanent"), ("410", "Rental by client")]),
        ],
        widget=GuidedSelect(
            guides={
                "313": Guide("With friends for a time, without a plan to stay.", "couch surfing"),
                "314": Guide("A room that the person pays for."),
                "423": Guide("With friends for good.", "roommate"),
                "410": Guide("Rents without ongoing help.", "own apartment lease"),
            },
            label="Find it by words, such as “with a friend”",
        ),
    )
    veteran = forms.ChoiceField(
        label="Served in the military?",
        choices=[
            ("1", "Yes"),
            ("0", "No"),
            ("8", "Doesn’t know"),
            ("9", "Prefers not to answer"),
            ("99", "Not collected"),
        ],
        widget=forms.RadioSelect,
    )
    members = forms.MultipleChoiceField(
        label="For whom",
        choices=[("a", "Rosa Sample"), ("b", "Mateo Sample"), ("c", "Luz Sample")],
        widget=forms.CheckboxSelectMultiple,
        help_text="Everybody who received it.",
    )
    private = forms.BooleanField(label="Only my agency may see this", required=False)
    note = forms.CharField(label="Note", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    document = forms.FileField(label="Document", help_text="Up to 25 MB.", required=False)


def component_page(request: HttpRequest) -> HttpResponse:
    """The page; answers 404 on a site with real people, where nobody needs it."""
    if not (settings.DEBUG or settings.HEARTH_STRIPE):
        raise Http404
    wrong = ExampleForm({"name": "Rosa Sample", "start": "31/31/2026"}, auto_id="wrong_%s")
    page = Paginator([row for row in ENROLLMENTS for _ in range(402)], 3).page(2)
    context = {
        "form": ExampleForm(auto_id="right_%s"),
        "wrong": wrong,
        "page": page,
        "enrollments": ENROLLMENTS,
        "household": HOUSEHOLD,
        "month": _Month(),
        "days": _days(),
        "today": _TODAY,
        "charts": example_charts(),
    }
    return render(request, "ui/components.html", context)
