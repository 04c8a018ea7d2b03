"""Exit households that nothing was recorded for, and warn of it before (PRODUCT.md K4, complaint 14).

Each household in a transaction of its own, on a day that its records give, to “no exit interview completed” (3.12), its
exit answers left uncollected. hearth/access/auto_exits.py says which households, hearth/actions/reopen_enrollments.py
brings them back.
"""

import logging
from typing import TYPE_CHECKING

from django.db import DatabaseError

from hearth.access.auto_exit_policy import Policies
from hearth.access.auto_exits import QuietHousehold, quiet_households
from hearth.actions.end_services import end_services
from hearth.actions.free_bed import free_bed
from hearth.actions.holds_clients_here import kept_out
from hearth.actions.notify import notify
from hearth.actions.staff_of_stay import staff_of_stay
from hearth.actions.stamp import born_by_the_system
from hearth.records import clock, guard
from hearth.records.models import Enrollment, Exit, Notice
from hearth.records.write import change
from hearth.rules.exit.auto_exit import NO_EXIT_INTERVIEW, warning_step

if TYPE_CHECKING:
    from django.db.models import QuerySet

ACTION = "auto_exit"
_WARNING, _DONE = "auto_exit_soon", "auto_exit_done"

_log = logging.getLogger(__name__)


def exit_quiet_households() -> int:
    """Exit every household whose time is over, and give how many; one that fails stops none of the others."""
    policies, count = Policies(), 0
    for household in quiet_households(_all(), clock.today, policies):
        if household.left > 0:
            continue
        try:
            count += bool(_exit(household, policies))
        except DatabaseError:
            _log.exception("A household could not be exited; it is tried again tomorrow.")
    return count


def warn_of_auto_exits() -> int:
    """Tell the staff of each household that will be exited, once at each step, and give how many notices."""
    told = 0
    for household in quiet_households(_all(), clock.today):
        step = warning_step(household.policy, household.left)
        if step is not None and household.left > 0:
            told += _warn(household, step)
    return told


def _all() -> "QuerySet[Enrollment]":
    return guard.everything(Enrollment, "whom the system will exit")


def _exit(household: QuietHousehold, policies: Policies) -> list[Exit]:
    head = household.head
    rows = _all().filter(
        source=head.source_id, household_id=head.household_id, project=head.project_id, date_deleted=None
    )
    with change(by=None, action=ACTION, why=f"{household.last.kind} {household.last.on.isoformat()}"):
        # Whoever records something for the household now is waited for, and then the household is looked at again.
        list(rows.order_by("id").select_for_update(of=("self",)).values_list("pk"))
        again = next(iter(quiet_households(rows, clock.today, policies)), None)
        if again is None or again.left > 0 or kept_out(again.head.project, again.head.entry_date):
            return []
        exits = [_ending(one, again) for one in again.members]
        notify(
            _DONE,
            staff_of_stay(_DONE, again.head),
            about=again.head.client.unique_identifier,
            address=f"/enrollments/{again.head.pk}/",
            facts={"on": again.exit_on, "since": again.last.on, "count": len(exits)},
        )
    return exits


def _ending(member: Enrollment, household: QuietHousehold) -> Exit:
    ending = Exit(
        enrollment=member,
        client_id=member.client_id,
        exit_date=household.exit_on,
        destination=NO_EXIT_INTERVIEW,
        is_automatic=True,
        **born_by_the_system(),
    )
    ending.save()
    free_bed(enrollment=member, on=household.exit_on)
    end_services(enrollment=member, on=household.exit_on)
    return ending


def _warn(household: QuietHousehold, step: int) -> int:
    address = f"/enrollments/{household.head.pk}/"
    facts = {"on": household.due_on.isoformat(), "since": household.last.on.isoformat(), "step": str(step)}
    known = Notice.objects.filter(event=_WARNING, address=address, facts=facts)
    already = set(known.values_list("account", flat=True))
    new = [one for one in staff_of_stay(_WARNING, household.head) if one.pk not in already]
    if new:
        notify(_WARNING, new, about=household.head.client.unique_identifier, address=address, facts=facts)
    return len(new)
