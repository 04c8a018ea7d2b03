"""Tell the staff of a household that its annual assessment is due (PRODUCT.md J4), once for each anniversary."""

from datetime import timedelta

from hearth.access.annuals_due import AnnualDue, households_due
from hearth.actions.notify import notify
from hearth.actions.staff_of_stay import staff_of_stay
from hearth.records import clock, guard
from hearth.records.models import Enrollment, Notice
from hearth.records.setting import settings_at

_EVENT, _KEY = "annual_due", "annual_reminder_days"


def remind_of_annuals() -> int:
    """Tell whose assessment comes due, so many days before the anniversary as the agency set; gives how many notices.

    What is late already is told of no more: it stands on the to-do list.
    """
    today = clock.today()
    days: dict[object, int] = {}
    told = 0
    for one in households_due(guard.everything(Enrollment, "whose annual assessment is due"), today):
        agency = one.head.project.organization_id
        if agency not in days:
            days[agency] = settings_at([_KEY], organization_id=agency)[_KEY]
        if not one.is_late and today >= one.window.anniversary - timedelta(days=days[agency]):
            told += _tell(one)
    return told


def _tell(one: AnnualDue) -> int:
    address = f"/enrollments/{one.head.pk}/"
    facts = {"opens": one.window.opens.isoformat(), "closes": one.window.closes.isoformat()}
    known = Notice.objects.filter(event=_EVENT, address=address, facts=facts)
    already = set(known.values_list("account", flat=True))
    new = [account for account in staff_of_stay(_EVENT, one.head) if account.pk not in already]
    if new:
        notify(_EVENT, new, about=one.head.client.unique_identifier, address=address, facts=facts)
    return len(new)
