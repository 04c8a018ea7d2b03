"""Join two enrollments of one client in one program that are one stay, and take that apart again (complaint 9).

Nothing is stored beside the act itself: its change has every row's old values in the history, and an undo reads them
there (ADR 0255).
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hearth.access.kept_elsewhere import kept_elsewhere
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.join_enrollments import Overlap, ends_of, join
from hearth.actions.kept_here import stop_if_kept_elsewhere
from hearth.actions.merge_moves import relations
from hearth.actions.put_back import changed_by, put_back
from hearth.actions.refusal import NotDone, Problem, stop_if
from hearth.actions.stamp import person_name
from hearth.records import clock, guard
from hearth.records.models import Change, Client, Enrollment
from hearth.records.write import change
from hearth.rules.exit import head_leaves_last
from hearth.rules.facts import MemberFacts

RIGHT: Final = "join_enrollments"
ACTION: Final = "join_enrollments"
_A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SplitStay:
    """Two enrollments of one stay: `into` stays, `goes` is joined to it. With it go those of the same household
    (`together`, `goes` among them); `why_not` says why they cannot."""

    into: Enrollment
    goes: Enrollment
    together: tuple[Overlap, ...]
    why_not: str = ""


def split_stays(viewer: Viewer, enrollment: Enrollment) -> list[SplitStay]:
    """Give the other enrollments of the client in the program that overlap this one or begin as it ends.

    One query where there is no other.
    """
    rows = viewer.enrollments.filter(client=enrollment.client_id, project=enrollment.project_id)
    others = [row for row in rows.order_by("entry_date", "pk") if row.pk != enrollment.pk]
    if not others:
        return []
    ends = ends_of([enrollment, *others])
    near = [
        sorted((enrollment, other), key=lambda row: (row.entry_date, str(row.pk)))
        for other in others
        if _is_one_stay(enrollment, other, ends)
    ]
    if not near:
        return []
    households = _households([enrollment, *others])
    elsewhere = kept_elsewhere({row.source_id for pair in near for row in pair})
    return [_split(into, goes, households, elsewhere) for into, goes in near]


def join_split_stay(
    *, viewer: Viewer, enrollment_id: uuid.UUID, other_id: uuid.UUID, why: str = ""
) -> Change:
    """Join the later of two enrollments to the earlier, with all of its household, and give the act.

    Raises PermissionDenied without the right, NotVisible for enrollments the viewer does not see, NotDone where they
    are not one stay, for a household whose members are not all in the other one, for a head who would have left before
    the others, and for records kept elsewhere. In each case nothing is stored.
    """
    row = viewer.enrollments.filter(pk=enrollment_id).select_related("project").first()
    if row is None:
        raise NotVisible("There is no such enrollment.")
    if not viewer.may(RIGHT, row.project):
        raise PermissionDenied
    with change(by=viewer.account, action=ACTION, why=why) as signed:
        clients = guard.everything(Client, "whose stays are joined").filter(pk=row.client_id)
        list(clients.select_for_update())
        found = next(
            (one for one in split_stays(viewer, row) if other_id in (one.into.pk, one.goes.pk)), None
        )
        if found is None:
            raise NotDone(
                [Problem(_("These are not one stay any more. Look at them again."), "join/is_one_stay")]
            )
        stop_if_kept_elsewhere(found.into, found.goes)
        if found.why_not:
            raise NotDone([Problem(told_why_not(found), "join/whole_household")])
        now = clock.now()
        for pair in found.together:
            join(pair, now, viewer.hud_user)
        _stop_without_head(found.into)
    return signed


def told_why_not(found: SplitStay) -> str:
    """Say in one line why two enrollments cannot be joined; nothing when they can."""
    if found.why_not == "elsewhere":
        return _("Another system keeps them: correct it there.")
    if found.why_not == "household":
        return _(
            "Not everybody of the later household was in the earlier one until then. Correct that first."
        )
    return ""


def joinings_of(viewer: Viewer, enrollment: Enrollment) -> list[Change]:
    """Give the acts that joined something to this enrollment and stand still, the latest first."""
    gone = guard.everything(Enrollment, "what was joined to an enrollment in hand").filter(
        client=enrollment.client_id, project=enrollment.project_id
    )
    # What happened last to each enrollment that is gone; nothing happens to it while it is joined.
    joined = _history(Enrollment).filter(pgh_obj_id__in=gone.exclude(date_deleted=None).values("pk"))
    last = dict(joined.order_by("pgh_id").values_list("pgh_obj_id", "pgh_context_id"))
    if not last:
        return []
    here = _history(Enrollment).filter(pgh_obj_id=enrollment.pk, pgh_context_id__in=last.values())
    acts = Change.objects.filter(pk__in=here.values("pgh_context_id"), action=ACTION)
    return list(acts.select_related("account").order_by("-made_at"))


def undo_joining(*, viewer: Viewer, enrollment_id: uuid.UUID, change_id: uuid.UUID, why: str = "") -> None:
    """Let what was joined be two enrollments again. What was written since stays where it was written.

    Raises PermissionDenied, NotVisible, NotDone where it was undone already or something was joined since.
    """
    into = viewer.enrollments.filter(pk=enrollment_id).select_related("project").first()
    if into is None:
        raise NotVisible("There is no such enrollment.")
    if not viewer.may(RIGHT, into.project):
        raise PermissionDenied
    with change(by=viewer.account, action="undo_join_enrollments", why=why):
        latest = next(iter(joinings_of(viewer, into)), None)
        if latest is None or latest.pk != change_id:
            text = _("It was undone already, or something was joined since: undo that first.")
            raise NotDone([Problem(text, "join/undone_in_turn")])
        known = relations(Enrollment)
        for model in dict.fromkeys(one.model for one in known):
            rows = changed_by(model, change_id)
            # What moved goes back first: of an exit or a bed there is one to an enrollment.
            put_back(sorted(rows, key=lambda row: row.date_deleted is not None), change_id)
        put_back(changed_by(Enrollment, change_id), change_id)


def _is_one_stay(one: Enrollment, other: Enrollment, ends: Any) -> bool:
    """Say whether the later of two begins before the earlier has ended, or at most on the day after."""
    first, second = sorted((one, other), key=lambda row: row.entry_date)
    ended = ends[first.pk]
    return ended is None or second.entry_date <= ended + _A_DAY


def _split(
    into: Enrollment, goes: Enrollment, households: dict[Any, list[Enrollment]], elsewhere: Any
) -> SplitStay:
    if {into.source_id, goes.source_id} & elsewhere.keys():
        return SplitStay(into, goes, (), "elsewhere")
    pairs: list[tuple[Enrollment | None, Enrollment]]
    if _household(into) == _household(goes):
        pairs = [(into, goes)]
    else:
        there = {row.client_id: row for row in households[_household(into)]}
        pairs = [(there.get(row.client_id), row) for row in households[_household(goes)]]
    if any(partner is None for partner, _row in pairs):
        return SplitStay(into, goes, (), "household")
    whole = [(partner, row) for partner, row in pairs if partner is not None]
    ends = ends_of([row for pair in whole for row in pair])
    # Who was away between the two, or came later to the earlier one, has two stays or another start.
    if any(first.entry_date > row.entry_date or not _is_one_stay(first, row, ends) for first, row in whole):
        return SplitStay(into, goes, (), "household")
    return SplitStay(
        into, goes, tuple(Overlap(first, row, ends[first.pk], ends[row.pk], "") for first, row in whole)
    )


def _households(rows: Iterable[Enrollment]) -> dict[Any, list[Enrollment]]:
    found = guard.everything(Enrollment, "who is in the household of a split stay").filter(
        household_id__in={row.household_id for row in rows}, date_deleted=None
    )
    by_household: dict[Any, list[Enrollment]] = {}
    for one in found.select_related("client").order_by("entry_date", "pk"):
        by_household.setdefault(_household(one), []).append(one)
    return by_household


def _stop_without_head(into: Enrollment) -> None:
    members = _households([into])[_household(into)]
    ends = ends_of(members)
    facts = [
        MemberFacts(person_name(one.client), one.relationship_to_hoh, one.entry_date, ends[one.pk])
        for one in members
    ]
    stop_if(head_leaves_last.broken(facts))


def _household(row: Enrollment) -> tuple[Any, ...]:
    return row.source_id, row.household_id, row.project_id


def _history(model: Any) -> Any:
    return guard.everything(model._meta.get_field("history").related_model, "what a joining replaced")
