"""Caseloads: who works with whom, and for how long nothing was recorded."""

from django.utils.translation import gettext_noop as _

from hearth.access.caseloads import caseloads
from hearth.library.live.live import Live
from hearth.reports.everyday.column import Column, Total
from hearth.reports.everyday.listing import Choice, Listing

CASELOAD = Live(
    Listing(
        code="caseload",
        title=_("Caseloads"),
        words=_(
            "Each open stay, by the worker who is assigned to it: since when, and the last thing recorded."
        ),
        columns=(
            Column("staff", _("Worker")),
            Column("program", _("Program")),
            Column("relationship", _("Relationship to head"), "code", "Enrollment.RelationshipToHoH"),
            Column("starts_on", _("Start"), "day"),
            Column("days", _("Days"), "number"),
            Column("last_on", _("Last recorded"), "day"),
            Column("quiet", _("Days since"), "number"),
        ),
        choices={
            "all": Choice(_("All"), _("Every open stay; with two workers it stands twice.")),
            "unassigned": Choice(_("Nobody assigned"), _("Open stays without a worker."), "staff is null"),
            "quiet": Choice(
                _("Quiet for 30 days"),
                _("Open stays for which nothing was recorded in 30 days."),
                "quiet > 30",
            ),
        },
        totals=(
            Total(_("Stays"), "count(distinct enrollment_id)"),
            Total(_("People"), "count(distinct client_id)"),
            Total(_("Workers"), "count(distinct staff)"),
        ),
        order="staff nulls last, quiet desc, enrollment_id",
    ),
    caseloads,
    asks_programs=True,
)
