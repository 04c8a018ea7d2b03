"""The reports that the library offers: what each is called, what it is for, where it stands."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hearth.access.viewer import Viewer
from hearth.library.live.lists import LIVE
from hearth.library.live.live import Live
from hearth.reports.everyday.listings import LISTINGS

# In the order in which they stand on the page (PRODUCT.md R1).
_HUD = gettext_noop("HUD and federal partners")
_PROGRAMS = gettext_noop("Programs and the people in them")
_PEOPLE = gettext_noop("Clients")
_QUALITY = gettext_noop("Data quality")
_WORKERS = gettext_noop("The people who work here")

_CATEGORY = {
    "roster": _PROGRAMS,
    "service_summary": _PROGRAMS,
    "housing_census": _PROGRAMS,
    "referrals": _PROGRAMS,
    "income_change": _PROGRAMS,
    "annual_due": _QUALITY,
    "timeliness": _QUALITY,
    "caseload": _PROGRAMS,
    "own_services": _PROGRAMS,
    "releases_ending": _PEOPLE,
    "auto_exits": _PROGRAMS,
    "duplicates": _QUALITY,
    "people": _WORKERS,
    "staff_activity": _WORKERS,
}


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A report that can be asked for.

    One with `funders` (2.06.1), and `project_types` (2.02.6) where they matter, is about such projects alone, those of
    an agency together; `needs` says so.
    """

    code: str
    title: str
    description: str
    category: str
    funders: tuple[int, ...] = ()
    project_types: tuple[int, ...] = ()
    needs: str = ""
    # Beside that of running reports; blank for none.
    right: str = ""
    asks_programs: bool = True
    # Without it, it is about today.
    asks_days: bool = True
    # The code of the period for which it is offered first (periods.py).
    opens_with: str = "last_federal_year"


def reports() -> list[ReportKind]:
    """Give the reports there are, by category."""
    return [
        ReportKind(
            "apr",
            _("Annual Performance Report (APR)"),
            _("Who a CoC program served in a year and what came of it, as HUD's APR asks."),
            _(_HUD),
        ),
        ReportKind(
            "caper",
            _("ESG Consolidated Annual Performance and Evaluation Report (CAPER)"),
            _("Who an ESG program served in a year and what came of it, as HUD's CAPER asks."),
            _(_HUD),
        ),
        ReportKind(
            "ce-apr",
            _("Coordinated Entry Annual Performance Report (CE APR)"),
            _(
                "Whom the access points of a CoC assessed in a year and where they were referred, as HUD asks."
            ),
            _(_HUD),
        ),
        ReportKind(
            "path",
            _("PATH Annual Report"),
            _("Whom an agency's PATH programs contacted, enrolled and served in a year, as SAMHSA asks."),
            _(_HUD),
            funders=(21,),
            project_types=(4, 6),
            needs=_(
                "This report is about street outreach and services only programs with a PATH grant, and no program "
                "of yours has one on record."
            ),
        ),
        ReportKind(
            "hopwa",
            _("HOPWA workbook (APR/CAPER)"),
            _(
                "Whom an agency's HOPWA programs housed and helped in a year, for the workbook that HUD asks for."
            ),
            _(_HUD),
            funders=(13, 14, 15, 16, 17, 18, 19),
            needs=_(
                "This report is about programs with a HOPWA grant, and no program of yours has one on record."
            ),
        ),
        *(
            ReportKind(code, _(one.title), _(one.words), _(_CATEGORY[code]), opens_with=one.opens_with)
            for code, one in LISTINGS.items()
        ),
        *(_live(code, one) for code, one in LIVE.items()),
        ReportKind(
            "dq",
            _("HMIS Data Quality Report"),
            _("What is missing or cannot be right in the records of a program, as HUD counts it."),
            _(_QUALITY),
        ),
    ]


def _live(code: str, live: Live) -> ReportKind:
    listing = live.listing
    return ReportKind(
        code,
        _(listing.title),
        _(listing.words),
        _(_CATEGORY[code]),
        right=live.right,
        asks_programs=live.asks_programs,
        asks_days=False,
        opens_with=listing.opens_with,
    )


def kind_of(code: str) -> ReportKind | None:
    """Give a report by its code; nothing where there is none."""
    return next((kind for kind in reports() if kind.code == code), None)


def by_category(viewer: Viewer) -> dict[str, list[ReportKind]]:
    """Give the reports that a viewer may run by what they are about, in the order in which they are offered."""
    found: dict[str, list[ReportKind]] = {}
    for kind in reports():
        if not kind.right or viewer.may(kind.right):
            found.setdefault(kind.category, []).append(kind)
    return found


def is_listing(code: str) -> bool:
    """Say whether a report has rows of stays, services or days, and no table of HUD's."""
    return code in LISTINGS or code in LIVE
