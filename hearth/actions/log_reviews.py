"""Look into the log: close its alerts with a note, and record that it was reviewed (SEC-08)."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from hearth.access.log_review import RIGHT, LogAlert, LogReview, alert_of, due_on, review_cocs
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.notify import notify, usual_receivers
from hearth.actions.refusal import NotDone, Problem
from hearth.records import clock
from hearth.records.models import CoC
from hearth.records.setting import settings_at

if TYPE_CHECKING:
    from collections.abc import Sequence

# Days before (and after) a review is due on which people are reminded of it.
_REMINDED_AT = (14, 0, -14, -28)


def close_alert(*, viewer: Viewer, alert_id: int, note: str) -> LogAlert:
    """Close an alert with what was found. Raises NotVisible, PermissionDenied, and NotDone without a note."""
    with transaction.atomic():
        alert = alert_of(viewer, alert_id)
        alert = LogAlert.objects.select_for_update().get(pk=alert.pk)
        if alert.closed_at is not None:
            raise _refused("close_alert/once", _("Somebody closed this alert already."))
        if alert.account_id == viewer.account.pk:
            raise _refused("close_alert/not_own", _("This alert is about you. Somebody else looks into it."))
        if not note.strip():
            raise _refused("close_alert/note", _("Write what you found."))
        alert.closed_at, alert.closed_by, alert.note = datetime.now(UTC), viewer.account, note.strip()
        alert.save(update_fields=["closed_at", "closed_by", "note"])
    return alert


def record_review(
    *, viewer: Viewer, coc_code: str | None, first_day: date, last_day: date, found: str
) -> LogReview:
    """Record that the log was reviewed for a CoC (None: for all of this instance), and when the next is due.

    Raises PermissionDenied, NotVisible for a CoC that is not the viewer's, and NotDone for a review of nothing.
    """
    if not viewer.may(RIGHT):
        raise PermissionDenied
    if coc_code not in {code for code, _name in review_cocs(viewer)}:
        raise NotVisible("There is no such CoC.")
    if last_day < first_day or last_day > viewer.today:
        raise _refused(
            "record_review/period", _("The time reviewed ends today at the latest, after it began.")
        )
    if not found.strip():
        raise _refused("record_review/found", _("Write what you found, also when it was nothing."))
    months = settings_at(["log_review_months"], coc_code=coc_code)["log_review_months"]
    return LogReview.objects.create(
        coc_id=coc_code,
        account=viewer.account,
        reviewed_on=viewer.today,
        first_day=first_day,
        last_day=last_day,
        found=found.strip(),
        next_due=_months_after(viewer.today, months),
    )


def remind_of_reviews(today: date | None = None) -> int:
    """Tell the leads whose review is due; give how many CoCs. The job's work, once a day."""
    codes: Sequence[str] = list(CoC.objects.values_list("code", flat=True))
    told = 0
    for code in codes:
        day = today or clock.today(code)
        due = due_on(code)
        if due is not None and (due - day).days in _REMINDED_AT:
            people = usual_receivers("log_review_due", coc=code)
            notify("log_review_due", people, about=code, address="/log/reviews/", facts={"on": due})
            told += 1
    return told


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    # The 31st of a month that has fewer days is its last safe day.
    return date(year, month + 1, min(day.day, 28))


def _refused(rule: str, message: str) -> NotDone:
    return NotDone([Problem(message, rule)])
