"""The yearly self-check of what the software cannot see (SEC-13): asked of each agency, overseen by the lead."""

import uuid
from collections.abc import Mapping
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.duties import DUTIES
from hearth.actions.notify import notify, usual_receivers
from hearth.actions.refusal import NotDone, Problem
from hearth.records import clock, guard
from hearth.records.models import AgencyRole, Organization, SelfCheck
from hearth.records.setting import setting
from hearth.records.write import change

ANSWER, OVERSEE = "answer_self_check", "see_self_checks"
ANSWERS = ("yes", "no", "not_here")
# A check that nobody answered is asked for so long; an agency that joins later is asked next year.
_ASKED_FOR = timedelta(days=90)


def self_checks(viewer: Viewer) -> "QuerySet[SelfCheck]":
    """Give the checks of the agencies that the viewer sees, newest first. Raises PermissionDenied."""
    if not (viewer.may(ANSWER) or viewer.may(OVERSEE)):
        raise PermissionDenied
    seen = (
        viewer.organizations
        if viewer.may(OVERSEE)
        else viewer.organizations.filter(pk=viewer.organization.pk)
    )
    with guard.inside_wrapper():
        return SelfCheck.objects.filter(organization__in=list(seen.values_list("pk", flat=True)))


def self_check(viewer: Viewer, check_id: uuid.UUID) -> SelfCheck:
    """Give one check. Raises PermissionDenied and NotVisible."""
    found = self_checks(viewer).filter(pk=check_id).first()
    if found is None:
        raise NotVisible("There is no such self-check.")
    return found


def may_answer(viewer: Viewer, check: SelfCheck) -> bool:
    """Say whether the viewer answers for the check's agency: the one they work for."""
    return viewer.may(ANSWER) and check.organization_id == viewer.organization.pk


def answer_self_check(
    viewer: Viewer, check_id: uuid.UUID, answers: Mapping[str, Mapping[str, str]]
) -> SelfCheck:
    """Keep the answers to all duties. They can be given anew; who answered last, and when, is kept with them.

    Raises PermissionDenied, NotVisible, and NotDone when a duty is not answered, or a "no" does not say what is done
    about it.
    """
    with transaction.atomic():
        check = self_check(viewer, check_id)
        if not may_answer(viewer, check):
            raise PermissionDenied
        if problems := left_open(answers):
            raise NotDone(problems)
        with change(by=viewer.account, action="answer_self_check"):
            check.answers = {
                duty.key: {
                    "answer": answers[duty.key]["answer"],
                    "note": answers[duty.key].get("note", "").strip(),
                }
                for duty in DUTIES
            }
            check.answered_by, check.answered_at = viewer.account, timezone.now()
            check.save(update_fields=["answers", "answered_by", "answered_at"])
    return check


def left_open(answers: Mapping[str, Mapping[str, str]]) -> list[Problem]:
    """Give a problem for each duty without an answer, and for each "no" that does not say what is done about it."""
    problems = []
    for duty in DUTIES:
        given = answers.get(duty.key, {})
        if given.get("answer") not in ANSWERS:
            problems.append(Problem(gettext("Answer this."), duty.key))
        elif given["answer"] == "no" and not given.get("note", "").strip():
            problems.append(Problem(gettext("Say what is done about it, and until when."), duty.key))
    return problems


def ask_for_self_checks(today: date | None = None) -> int:
    """Make the checks that come due and tell who answers them; tell again, and the leads, when one is late.

    Run each night. Gives how many were made.
    """
    day = today or clock.today()
    made = 0
    for year in (day.year, day.year + 1):
        due = _due_in(year)
        if due - timedelta(days=int(setting("self_check_days_before"))) <= day <= due + _ASKED_FOR:
            made += sum(_ask(agency, year, due, day) for agency in _agencies_at_work())
    for check in SelfCheck.objects.filter(answered_at=None, told_late_at=None, due_on__lt=day):
        _tell_late(check)
    return made


def _due_in(year: int) -> date:
    month, day = (int(part) for part in str(setting("self_check_due")).split("-"))
    return date(year, month, day)


def _agencies_at_work() -> list[uuid.UUID]:
    """Give the agencies that people log in for: an imported one without people has nobody to ask."""
    alive = guard.everything(Organization, "which agencies are asked for their self-check").filter(
        date_deleted=None
    )
    working = set(
        AgencyRole.objects.filter(account__is_active=True).values_list("organization", flat=True).distinct()
    )
    return [pk for pk in alive.order_by("pk").values_list("pk", flat=True) if pk in working]


def _ask(agency: uuid.UUID, year: int, due: date, day: date) -> bool:
    check, is_new = SelfCheck.objects.get_or_create(
        organization_id=agency, year=year, defaults={"due_on": due, "told_at": timezone.now()}
    )
    if is_new and day <= due:
        _tell("self_check_due", check)
    return is_new


def _tell_late(check: SelfCheck) -> None:
    SelfCheck.objects.filter(pk=check.pk).update(told_late_at=timezone.now())
    own = _tell("self_check_late", check)
    _tell("others_self_check_late", check, but_accounts=own)


def _tell(event: str, check: SelfCheck, but_accounts: frozenset[object] = frozenset()) -> frozenset[object]:
    people = usual_receivers(event, organization_id=check.organization_id)
    if event != "others_self_check_late":
        # The leads have the right at their own agency only; others' they oversee.
        own = set(
            AgencyRole.objects.filter(organization=check.organization_id).values_list("account", flat=True)
        )
        people = [person for person in people if person.pk in own]
    people = [person for person in people if person.pk not in but_accounts]
    notify(event, people, address=f"/self-checks/{check.pk}/", facts={"on": check.due_on})
    return frozenset(person.pk for person in people)
