"""What each setting about enrollments is: exits by the system, annual assessments."""

from typing import Final

from django.utils.translation import gettext_noop as _

from hearth.records.setting_kinds import OF_COC, Told

STAYS: Final[dict[str, tuple[Told, ...]]] = {
    _("Exits by the system"): (
        Told(
            "auto_exit_days",
            _("Days without activity before a household is exited by the system"),
            _("Services, assessments, contacts and answers count for the whole household."),
            OF_COC,
            lowest=30,
            highest=730,
            warning=_("Fewer days exit people who are still served and only not recorded."),
        ),
        Told(
            "auto_exit_warning_days",
            _("Days ahead on which staff are warned of it"),
            _("Write numbers with commas between them, as 3, 14, 30."),
            OF_COC,
            "days",
            highest=90,
        ),
        Told(
            "auto_exit_notes_count",
            _("Notes count as activity"),
            _("A note in the enrollment keeps a household active, as a service does."),
            OF_COC,
            "yes_no",
        ),
    ),
    _("Annual assessments"): (
        Told(
            "annual_reminder_days",
            _("Days before the anniversary on which staff are told"),
            _("The assessment may be recorded from 30 days before to 30 days after it."),
            highest=30,
        ),
    ),
}
