"""Enroll a household in a program: all members in one step, because a household's rules need all of them at once."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from hearth.access.viewer import NotVisible, Viewer
from hearth.access.visibility_release import in_force
from hearth.actions.assign_staff import assigned
from hearth.actions.holds_clients_here import kept_out
from hearth.actions.kept_here import stop_if_kept_elsewhere
from hearth.actions.refusal import stop_if
from hearth.actions.stamp import born, person_name
from hearth.records import clock, guard
from hearth.records.models import Client, Enrollment, Exit, Project, ReleaseOfInformation
from hearth.records.setting import setting
from hearth.records.write import change
from hearth.rules.consent import mode_is_satisfied
from hearth.rules.enrollment import (
    not_twice_at_once,
    start_not_in_future,
    within_operating_dates,
)
from hearth.rules.facts import HEAD_OF_HOUSEHOLD, Broken, MemberFacts, ProjectFacts
from hearth.rules.household import hoh_starts_first, one_head


@dataclass(frozen=True, slots=True)
class Member:
    """Who joins: the client, the relationship to the head (3.15), and their own start date."""

    client: Client
    relationship_to_hoh: int
    start: date


def enroll_household(
    *,
    viewer: Viewer,
    project: Project,
    members: Sequence[Member],
    coc_code: str | None = None,
    private: bool = False,
    joining: Enrollment | None = None,
) -> list[Enrollment]:
    """Enroll the members together and give their enrollments, in the order of the members.

    The head carries EnrollmentCoC (3.16): the given one, else the project's only CoC. Answers that HUD asks for
    follow person by person; nothing is invented here. Who enrolls is assigned to them (PRODUCT.md G9). `private` keeps
    all of them from other agencies. `joining` is an open enrollment of the household that they come into: somebody
    added later (G5), who never is its head.

    Raises PermissionDenied without the right, NotVisible for clients the viewer does not see, NotDone for broken
    rules. In each case nothing is stored.
    """
    if not viewer.may("enroll_household", project) or (private and not viewer.may("keep_private", project)):
        raise PermissionDenied
    _check_visible(viewer, members)
    stop_if_kept_elsewhere(project)
    with change(by=viewer.account, action="enroll_household"):
        _lock(members)
        there = _joined(viewer, project, joining)
        stop_if(_broken(project, members, there) + _without_consent(viewer, project, members))
        household_id = there[0].household_id if there else uuid.uuid4().hex
        private = private or any(one.is_private for one in there)
        coc_code = coc_code or _only_coc(viewer, project)
        known: dict[str, Any] = {"household_id": household_id, "is_private": private or None}
        if there:
            # The household keeps its source: who comes later is in it, wherever it came from.
            known["source"] = there[0].source
        made = [_enroll(viewer, project, member, coc_code, known) for member in members]
        for enrollment in made:
            assigned(viewer, enrollment, viewer.account)
        return made


def _check_visible(viewer: Viewer, members: Sequence[Member]) -> None:
    wanted = {member.client.id for member in members}
    if viewer.clients.filter(id__in=wanted).count() != len(wanted):
        raise NotVisible("There is no such client.")


def _lock(members: Sequence[Member]) -> None:
    """Let two workers who enroll the same people at once go one after the other, so that rules see both."""
    rows = guard.everything(Client, "lock the members while their household is checked")
    list(rows.filter(id__in=[member.client.id for member in members]).order_by("id").select_for_update())


def _joined(viewer: Viewer, project: Project, joining: Enrollment | None) -> list[Enrollment]:
    """Give the household that is joined, or nobody for a new one. Raises NotDone where it has left already."""
    if joining is None:
        return []
    row = viewer.enrollments.filter(pk=joining.pk, project=project).first()
    if row is None:
        raise NotVisible("There is no such enrollment.")
    rows = guard.everything(Enrollment, "the household that somebody joins").filter(
        source=row.source_id, household_id=row.household_id, project=project, date_deleted=None
    )
    stop_if_kept_elsewhere(row)
    household = list(rows.select_related("client", "source").order_by("id").select_for_update(of=("self",)))
    gone = guard.everything(Exit, "has the household left").filter(
        enrollment__in=[one.pk for one in household], date_deleted=None
    )
    head = next((one for one in household if one.relationship_to_hoh == HEAD_OF_HOUSEHOLD), row)
    if gone.filter(enrollment=head.pk).exists():
        text = "The household has left this program. Open its enrollment again first, then add the person."
        stop_if([Broken("household/is_there", text)])
    return household


def _broken(project: Project, members: Sequence[Member], there: Sequence[Enrollment] = ()) -> list[Broken]:
    facts = [
        MemberFacts(person_name(member.client), member.relationship_to_hoh, member.start)
        for member in members
    ]
    household = [
        *facts,
        *(MemberFacts(person_name(one.client), one.relationship_to_hoh, one.entry_date) for one in there),
    ]
    place = ProjectFacts(project.project_type, project.operating_start_date, project.operating_end_date)
    stays = _other_stays(project, members)
    today = clock.today()
    found = one_head.broken(household) + hoh_starts_first.broken(household)
    found += kept_out(project, min(member.start for member in members))
    for position, (member, fact) in enumerate(zip(members, facts, strict=True)):
        own = (
            start_not_in_future.broken(fact.name, fact.start, today)
            + within_operating_dates.broken(fact.start, place)
            + not_twice_at_once.broken(fact.name, fact.start, stays.get(member.client.id, []))
        )
        found += [Broken(one.rule, one.text, one.values, about=position) for one in own]
    return found


def _without_consent(viewer: Viewer, project: Project, members: Sequence[Member]) -> list[Broken]:
    """Give the breaches of the program's consent mode, member by member. A posted sign needs no answer."""
    mode = setting("consent_mode", project=project, coc_code=_only_coc(viewer, project))
    if mode == mode_is_satisfied.INFERRED:
        return []
    releases = guard.everything(ReleaseOfInformation, "did the members consent").filter(
        in_force(viewer) | Q(permission=False), client__in=[member.client.id for member in members]
    )
    given: dict[uuid.UUID, list[str]] = {}
    for client_id, kind, permission in releases.values_list("client_id", "kind", "permission"):
        given.setdefault(client_id, []).append(kind if permission else mode_is_satisfied.REFUSED)
    found = []
    for position, member in enumerate(members):
        client = member.client
        broken = mode_is_satisfied.broken(
            mode, person_name(client), given.get(client.id, []), unnamed=client.is_consent_refused
        )
        found += [Broken(one.rule, one.text, one.values, about=position) for one in broken]
    return found


def _other_stays(
    project: Project, members: Sequence[Member]
) -> dict[uuid.UUID, list[tuple[date, date | None]]]:
    """Give each member's stays in this project, as (start, exit)."""
    rows = guard.everything(Enrollment, "is somebody already enrolled here")
    enrollments = rows.filter(
        project=project,
        client__in=[member.client.id for member in members],
        date_deleted=None,
    )
    ended = guard.everything(Exit, "is somebody already enrolled here").filter(
        enrollment__in=[enrollment.id for enrollment in enrollments], date_deleted=None
    )
    exit_dates = dict(ended.order_by("exit_date").values_list("enrollment_id", "exit_date"))
    stays: dict[uuid.UUID, list[tuple[date, date | None]]] = {}
    for enrollment in enrollments:
        stays.setdefault(enrollment.client_id, []).append(
            (enrollment.entry_date, exit_dates.get(enrollment.id))
        )
    return stays


def _only_coc(viewer: Viewer, project: Project) -> str | None:
    codes = set(viewer.project_cocs.filter(project=project).values_list("coc_code", flat=True))
    return codes.pop() if len(codes) == 1 else None


def _enroll(
    viewer: Viewer,
    project: Project,
    member: Member,
    coc_code: str | None,
    known: dict[str, Any],
) -> Enrollment:
    is_head = member.relationship_to_hoh == HEAD_OF_HOUSEHOLD
    enrollment = Enrollment(
        client=member.client,
        project=project,
        entry_date=member.start,
        relationship_to_hoh=member.relationship_to_hoh,
        enrollment_coc=coc_code if is_head else None,
        **{**born(viewer), **known},
    )
    enrollment.save()
    return enrollment
