"""The acts of a client's history in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.access.client_acts import Act
from hearth.access.history import ChangedField
from hearth.hud.standard import snake_case, standard
from hearth.screens.words import service_words, words_for

# More records of one kind than this are counted, not listed: an import wrote them all at once.
_LISTED_AT_MOST = 6


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """One answer before and after, in words."""

    record: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ToldAct:
    """One act as the page tells it."""

    made_at: datetime
    by: str
    title: str
    why: str
    made: list[str]
    changed: list[ChangedAnswer]


def told(act: Act) -> ToldAct:
    """Tell an act in words."""
    changed = [_answer(record, one) for record, differences in act.changed for one in differences]
    return ToldAct(
        act.made_at, act.by or _("The system"), _title(act.action), act.why, _made(act.made), changed
    )


def _title(action: str) -> str:
    known = {
        "enroll_household": _("Enrolled the household"),
        "record_service": _("Recorded a service"),
        "exit_household": _("Exited the household"),
        "take_back_enroll_household": _("Took back an enrollment"),
        "take_back_record_service": _("Took back a service"),
        "take_back_exit_household": _("Took back an exit"),
        "import": _("Imported a file"),
    }
    return known.get(action) or action.replace("_", " ").capitalize()


def _made(records: Iterable[Any]) -> list[str]:
    kinds: dict[str, list[Any]] = {}
    for record in records:
        kinds.setdefault(record.hud_file, []).append(record)
    found = []
    for kind, rows in kinds.items():
        found += (
            [_told_record(row) for row in rows]
            if len(rows) <= _LISTED_AT_MOST
            else [_counted(kind, len(rows))]
        )
    return found


def _counted(kind: str, count: int) -> str:
    if kind == "Services":
        return ngettext("%(count)s service", "%(count)s services", count) % {"count": count}
    if kind == "Exit":
        return ngettext("%(count)s exit", "%(count)s exits", count) % {"count": count}
    return ngettext("%(count)s enrollment", "%(count)s enrollments", count) % {"count": count}


def _told_record(record: Any) -> str:
    if record.hud_file == "Client":
        return _("The client's record")
    if record.hud_file == "Enrollment":
        return _("Enrollment in %(program)s from %(day)s") % {
            "program": record.project.project_name,
            "day": _day(record.entry_date),
        }
    if record.hud_file == "Exit":
        return _("Exit on %(day)s to: %(destination)s") % {
            "day": _day(record.exit_date),
            "destination": words_for("Exit", "Destination", record.destination),
        }
    what = service_words(record.record_type, record.type_provided, record.sub_type_provided)
    return _("%(service)s on %(day)s") % {"service": what, "day": _day(record.date_provided)}


def _answer(record: Any, one: ChangedField) -> ChangedAnswer:
    if one.sealed:
        before, after = "", _("changed; not shown here")
    else:
        before, after = _value(record, one.name, one.before), _value(record, one.name, one.after)
    return ChangedAnswer(_told_record(record), _label(one.name), before, after)


def _label(name: str) -> str:
    """Give a column's name in words: the usual ones in the screens' words, the others as HUD names them."""
    known = {
        "dob": _("Birth date"),
        "dob_data_quality": _("Birth date, quality"),
        "ssn_encrypted": _("SSN"),
        "ssn_digest": _("SSN, for search"),
        "ssn_last_four_digest": _("Last four of the SSN, for search"),
        "ssn_data_quality": _("SSN, quality"),
        "name_data_quality": _("Name, quality"),
        "relationship_to_hoh": _("Relationship to the head of household"),
        "entry_date": _("Start date"),
        "enrollment_coc": _("CoC"),
        "date_deleted": _("Deleted"),
    }
    return known.get(name) or name.replace("_", " ").replace(" id", "").capitalize()


def _value(record: Any, name: str, value: Any) -> str:
    if value is None or value == "":
        return _("no answer")
    if isinstance(value, datetime):
        return date_format(value, "j M Y, g:i a")
    if isinstance(value, date):
        return _day(value)
    if record.hud_file == "Services" and name == "type_provided":
        return service_words(record.record_type, value)
    column = _columns(record.hud_file).get(name)
    if column is not None and isinstance(value, int | str):
        return words_for(record.hud_file, column, value)
    return str(value)


def _columns(file: str) -> dict[str, str]:
    """Give HUD's spelling of the columns that have a list, by their database name."""
    columns = standard().files[file].columns
    return {snake_case(column.name): column.name for column in columns if len(column.lists) == 1}


def _day(day: date) -> str:
    return date_format(day, "j M Y")
