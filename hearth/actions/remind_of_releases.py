"""Remind staff of releases that end soon, and of clients who turned 18 and give their own now (PRODUCT.md F21)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from hearth.access.visibility_release import eighteen_years_before, eighteenth_birthday
from hearth.actions.notify import notify, usual_receivers
from hearth.records import clock, guard
from hearth.records.models import (
    Account,
    AgencyRole,
    Client,
    CoC,
    Enrollment,
    Exit,
    Notice,
    ReleaseOfInformation,
    Setting,
)
from hearth.records.models.release import HMIS
from hearth.records.setting import settings_at

_ENDS, _ADULT = "release_ends_soon", "minor_became_adult"
_KEY = "release_reminder_days"
# A night on which nothing ran is caught up with.
_LATE_DAYS = 7


def remind_of_releases() -> int:
    """Tell who works with a client, once for each of the set days before the end. Run each night; gives how many."""
    told = 0
    for code in [*CoC.objects.values_list("code", flat=True), None]:
        today = clock.today(code)
        told += _of_ends(code, today)
        told += _of_birthdays(code, today)
    return told


def _of_ends(coc_code: str | None, today: date) -> int:
    rows = _held(coc_code).filter(ends_on__gte=today, ends_on__lte=today + timedelta(days=_longest()))
    later = (
        _held(coc_code)
        .filter(client=OuterRef("client"))
        .filter(Q(ends_on=None) | Q(ends_on__gt=OuterRef("ends_on")))
    )
    told = 0
    for release in rows.filter(~Exists(later)).select_related("client").order_by("ends_on", "pk"):
        days = settings_at([_KEY], organization_id=release.organization_id, coc_code=coc_code)[_KEY]
        left = (release.ends_on - today).days
        reached = [one for one in days if left <= one]
        # Told once in each step: between 60 and 31 days before, between 30 and 8, and within the last week.
        if reached:
            told += _tell(_ENDS, release.client, release.organization_id, release.ends_on, reached[0])
    return told


def _of_birthdays(coc_code: str | None, today: date) -> int:
    latest, earliest = eighteen_years_before(today), eighteen_years_before(today - timedelta(days=_LATE_DAYS))
    by_guardian = _held(coc_code).filter(Q(kind="household") | Q(signed_as_minor=True), client=OuterRef("pk"))
    clients = guard.everything(Client, "who turned 18").filter(
        Exists(by_guardian), dob__lte=latest, dob__gt=earliest, date_deleted=None
    )
    told = 0
    for client in clients.order_by("pk"):
        born: Any = client.dob
        told += _tell(_ADULT, client, None, eighteenth_birthday(born), 0)
    return told


def _tell(event: str, client: Client, recorded_by: Any, on: date, step: int) -> int:
    """Tell the staff of each agency that serves the client now, or of the one that recorded the release."""
    address = f"/clients/{client.pk}/release/"
    receivers = _concerned(event, client, recorded_by)
    facts = {"on": on.isoformat(), "step": str(step)}
    known = Notice.objects.filter(event=event, address=address, facts=facts)
    already = set(known.values_list("account", flat=True))
    new = [one for one in receivers if one.pk not in already]
    if new:
        notify(event, new, about=client.unique_identifier, address=address, facts=facts)
    return len(new)


def _concerned(event: str, client: Client, recorded_by: Any) -> list[Account]:
    """Give who entered the client's open stays, as far as they hold the right still; else who usually is told."""
    exits = guard.everything(Exit, "who works with a client").filter(
        enrollment=OuterRef("pk"), date_deleted=None
    )
    stays = guard.everything(Enrollment, "who works with a client").filter(
        ~Exists(exits), client=client, date_deleted=None
    )
    found: dict[Any, Account] = {}
    agencies = dict.fromkeys(stays.values_list("project__organization", flat=True)) or {recorded_by: None}
    for agency in filter(None, agencies):
        usual = usual_receivers(event, organization_id=agency)
        entered = set(stays.filter(project__organization=agency).values_list("change__account", flat=True))
        near = [one for one in usual if one.pk in entered]
        found |= {one.pk: one for one in near or _at(usual, agency)}
    return list(found.values())


def _at(usual: Iterable[Account], agency: Any) -> list[Account]:
    """Give those of the usual receivers who work for the agency itself: leads are not told of every client."""
    with guard.inside_wrapper():
        own = set(AgencyRole.objects.filter(organization=agency).values_list("account", flat=True))
    return [one for one in usual if one.pk in own]


def _held(coc_code: str | None) -> Any:
    rows = guard.everything(ReleaseOfInformation, "which releases end soon")
    return rows.filter(
        coc=coc_code, permission=True, withdrawn_at=None, networks__contains=[HMIS], client__date_deleted=None
    )


def _longest() -> int:
    values = Setting.objects.filter(key=_KEY).values_list("value", flat=True)
    return max((day for value in [*values, settings_at([_KEY])[_KEY]] for day in value), default=0)
