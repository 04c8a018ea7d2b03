"""The acts of a history in words: shared by the client's page and the history of a record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.access.client_acts import Act
from hearth.access.history import ChangedField
from hearth.actions.create_client import DIFFERENT
from hearth.hud.standard import snake_case
from hearth.screens.told_records import file_of, label_of, told_kind, told_record, value_of

# More records of one kind than this are counted, not listed: an import wrote them all at once.
_LISTED_AT_MOST = 6


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """One answer before and after, in words. `kind` and `record_id` lead to the history of its record."""

    record: str
    label: str
    before: str
    after: str
    kind: str = ""
    record_id: Any = None


@dataclass(frozen=True, slots=True)
class ToldAct:
    """One act as the page tells it."""

    made_at: datetime
    by: str
    title: str
    why: str
    made: list[str]
    changed: list[ChangedAnswer]
    screen: str


def told(act: Act) -> ToldAct:
    """Tell an act in words."""
    changed = [answer(record, one) for record, differences in act.changed for one in differences]
    return ToldAct(
        act.made_at,
        act.by or _("The system"),
        title(act.action),
        told_why(act),
        _made(act.made),
        changed,
        place(act.screen),
    )


def told_why(act: Act) -> str:
    """Say why: as it was written, or in words where a key was chosen from a list."""
    return _(DIFFERENT.get(act.why, act.why)) if act.action == "create_client" and act.why else act.why


def title(action: str) -> str:
    """Name an act."""
    known = {
        "enroll_household": _("Enrolled the household"),
        "record_service": _("Recorded a service"),
        "record_contact": _("Recorded a contact"),
        "delete_living_situation": _("Deleted a contact"),
        "bring_back_living_situation": _("Brought a contact back"),
        "record_local_service": _("Recorded a service"),
        "correct_local_service": _("Corrected a service"),
        "delete_local_service": _("Deleted a service"),
        "bring_back_local_service": _("Brought a service back"),
        "set_goal": _("Set a goal"),
        "change_goal": _("Changed a goal"),
        "delete_goal": _("Deleted a goal"),
        "bring_back_goal": _("Brought a goal back"),
        "correct_service": _("Corrected a service"),
        "delete_service": _("Deleted a service"),
        "bring_back_service": _("Brought a service back"),
        "join_enrollments": _("Joined two enrollments"),
        "undo_join_enrollments": _("Took joined enrollments apart"),
        "exit_household": _("Exited the household"),
        "collect": _("Recorded answers"),
        "auto_exit": _("Exited the household, because nothing was recorded for long"),
        "confirm_active": _("Said that the household is still active"),
        "reopen_enrollments": _("Reopened the enrollment"),
        "change_head": _("Changed the head of household"),
        "correct_enrollment": _("Corrected the stay"),
        "assign_staff": _("Chose who works with the household"),
        "take_back_enroll_household": _("Took back an enrollment"),
        "take_back_record_service": _("Took back a service"),
        "take_back_exit_household": _("Took back an exit"),
        "check_in": _("Checked in for a night"),
        "undo_check_in": _("Took back a night"),
        "mark_absent": _("Marked absent"),
        "undo_absent": _("Took back an absence"),
        "assign_bed": _("Assigned a bed"),
        "leave_bed": _("Freed a bed"),
        "close_bed": _("Put a bed offline"),
        "open_bed": _("Brought a bed back"),
        "reserve_bed": _("Reserved a bed"),
        "take_back_bed": _("Took back what was done with a bed"),
        "reservation_cancelled": _("Cancelled a reservation"),
        "reservation_no_show": _("Marked a reservation: did not come"),
        "keep_unit_for": _("Said whom a unit is for"),
        "keep_site": _("Changed a site"),
        "post_opening": _("Posted an opening"),
        "change_opening": _("Changed an opening"),
        "withdraw_opening": _("Withdrew an opening"),
        "offer_opening_again": _("Offered an opening again"),
        "fill_opening": _("Gave a place of an opening"),
        "empty_place": _("Took back that a place was given"),
        "attest_months": _("Added months of homelessness"),
        "take_back_attest_months": _("Took back months of homelessness"),
        "import": _("Imported a file"),
        "record_release": _("Recorded an answer about sharing"),
        "sign_release": _("Recorded an answer about sharing"),
        "withdraw_release": _("Withdrew a release of information"),
        "make_client_private": _("Changed who sees the client"),
        "make_enrollment_private": _("Changed who sees the enrollment"),
        "make_piece_private": _("Changed who sees a part of the record"),
        "refuse_consent": _("Took the name out: consent refused"),
        "restore_identity": _("Put the name back"),
        "correct_profile": _("Corrected the profile"),
        "create_client": _("Added the client"),
        "create_unnamed_client": _("Added somebody without a name"),
        "edit_client": _("Edited the profile"),
        "keep_photo": _("Kept a photo"),
        "remove_photo": _("Took the photo out"),
    }
    return known.get(action) or action.replace("_", " ").capitalize()


def place(screen: str) -> str:
    """Say where something was done: on a page, in a queued job, on the command line."""
    kind = screen.partition(":")[0]
    if kind == "job":
        return _("a job of the system")
    if kind == "command":
        return _("the command line")
    known = {
        "client": _("the client's page"),
        "find_client": _("the search"),
        "add_client": _("the form for a new client"),
        "profile": _("the profile"),
        "release": _("the page about sharing"),
        "intake": _("the enrollment form"),
        "services": _("the service form"),
        "outreach": _("outreach"),
        "exit_household": _("the exit form"),
        "collection": _("the questions of a stage"),
        "auto_exit": _("the exits by the system"),
        "enrollment": _("the enrollment's page"),
        "reports": _("a report"),
        "history": _("the history"),
        "homelessness": _("the history of homelessness"),
        "programs": _("the program's page"),
        "shelter": _("the shelter's nights"),
        "kiosk": _("a kiosk"),
        "program_setup": _("the set-up of the program"),
        "openings": _("the openings"),
        "exchange": _("the imports"),
        "export": _("the exports"),
    }
    return known.get(kind) or screen.replace("_", " ").replace(":", ", ")


def answer(record: Any, one: ChangedField) -> ChangedAnswer:
    """Tell what changed in one column of a record."""
    if one.sealed:
        before, after = "", _("changed; not shown here")
    elif one.name == "date_deleted" and one.before is None:
        # That a record was not deleted before says itself.
        before, after = "", value_of(record, one.name, one.after)
    else:
        before, after = value_of(record, one.name, one.before), value_of(record, one.name, one.after)
    kind = snake_case(record.hud_file)
    label = label_of(record.hud_file, one.name)
    return ChangedAnswer(told_record(record), label, before, after, kind, record.pk)


def _made(records: Iterable[Any]) -> list[str]:
    kinds: dict[str, list[Any]] = {}
    for record in records:
        kinds.setdefault(file_of(record), []).append(record)
    found = []
    for kind, rows in kinds.items():
        found += (
            [told_record(row) for row in rows]
            if len(rows) <= _LISTED_AT_MOST
            else [_counted(kind, len(rows))]
        )
    return found


def _counted(kind: str, count: int) -> str:
    if kind == "Services":
        return ngettext("%(count)s service", "%(count)s services", count) % {"count": count}
    if kind == "Exit":
        return ngettext("%(count)s exit", "%(count)s exits", count) % {"count": count}
    if kind == "Enrollment":
        return ngettext("%(count)s enrollment", "%(count)s enrollments", count) % {"count": count}
    return _("%(count)s × %(kind)s") % {"count": count, "kind": told_kind(kind)}
