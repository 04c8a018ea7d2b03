"""What was recorded in an enrollment, in words: one line of its history."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.access.enrollment_history import CORRECTIONS, Recorded
from hearth.access.record_pieces import GoalStatus
from hearth.access.viewer import Viewer
from hearth.hud.words import service_words, words_for
from hearth.screens.stages import NAMES, title_of
from hearth.screens.told_acts import ChangedAnswer, title


@dataclass(frozen=True, slots=True)
class Line:
    """One line: of which kind, about which day, what, more about it, where it is opened, who recorded it and when.

    `person` is the member of the household that it is about; it is the page that knows how a person is called.
    """

    kind: str
    on: date
    what: str
    more: str
    url: str
    by: str
    made_at: datetime | None
    person: Any = None
    changed: list[ChangedAnswer] = field(default_factory=list)


def kind_name(kind: str) -> str:
    """Name a kind of what is recorded."""
    return {
        "answers": _("Answers"),
        "services": _("Services"),
        "nights": _("Nights and beds"),
        "contacts": _("Contacts"),
        "coordinated": _("Coordinated entry"),
        "notes": _("Notes and goals"),
        "files": _("Files"),
        "household": _("Household"),
        "corrections": _("Corrections"),
    }[kind]


def line_of(
    viewer: Viewer,
    enrollment: Any,
    one: Recorded,
    clients: Mapping[uuid.UUID, Any],
    changed: Mapping[uuid.UUID, list[ChangedAnswer]],
) -> Line:
    """Tell one thing. `clients` are the household's, by enrollment; `changed` is what acts did to the enrollment."""
    what, more = _words(one)
    is_correction = one.kind == CORRECTIONS and one.record_id is not None
    of_member = one.told.get("enrollment") if one.kind == "household" else None
    return Line(
        kind=kind_name(one.kind),
        on=one.on,
        what=what,
        more=more,
        url=_url(viewer, enrollment, one),
        by=one.by or "",
        made_at=one.made_at,
        person=clients.get(uuid.UUID(of_member)) if of_member else None,
        changed=changed.get(one.record_id, []) if is_correction and one.record_id else [],
    )


def _words(one: Recorded) -> tuple[str, str]:
    """Give what was recorded, and what else is said of it."""
    told = one.told
    match one.what:
        case "collection":
            return title_of(told["stage"]), _open_questions(told["open_questions"])
        case "service":
            amount = told["fa_amount"]
            what = service_words(told["record_type"], told["type_provided"], told["sub_type_provided"])
            return what, " · ".join(
                part
                for part in (
                    told["other_type_provided"] or "",
                    f"${amount:,.2f}" if amount is not None else "",
                )
                if part
            )
        case "own_service":
            return f"{told['category']}: {told['name']}", " · ".join(
                part for part in (_until(told["ends_on"]), told["note"]) if part
            )
        case "night":
            return _("Bed night"), ""
        case "absence":
            return _("Marked absent"), ""
        case "bed":
            return _("Bed %(name)s") % {"name": told["name"]}, _until(told["ends_on"])
        case "contact":
            where = told["current_living_situation"]
            return _("Current living situation"), words_for(
                "CurrentLivingSituation", "CurrentLivingSituation", where
            )
        case "assessment":
            return _("Assessment"), words_for("Assessment", "AssessmentType", told["assessment_type"])
        case "event":
            return _("Coordinated entry event"), words_for("Event", "Event", told["event"])
        case "note":
            return told["title"], " · ".join(
                part for part in (told["category"], _("Private") if told["is_private"] else "") if part
            )
        case "goal":
            return _("Goal: %(goal)s") % {"goal": told["description"]}, " · ".join(
                part for part in (told["category"], str(GoalStatus(told["status"]).label)) if part
            )
        case "file":
            return told["file_kind"] or told["name"], told["name"] if told["file_kind"] else ""
        case "joined":
            return _("Came"), words_for("Enrollment", "RelationshipToHoH", told["relationship_to_hoh"])
        case "left":
            return _("Left"), words_for("Exit", "Destination", told["destination"])
        case _:
            return title(told["action"]), told["why"]


def _open_questions(count: int | None) -> str:
    if count is None:
        return _("Came by import")
    if count == 0:
        return _("Complete")
    return ngettext("%(left)s question open", "%(left)s questions open", count) % {"left": count}


def _until(day: str | None) -> str:
    ends_on = parse_date(day) if day else None
    return _("until %(day)s") % {"day": date_format(ends_on, "j M Y")} if ends_on else ""


def _url(viewer: Viewer, enrollment: Any, one: Recorded) -> str:
    """Give where the thing is read or corrected; nothing where the viewer may do neither."""
    own = enrollment.project.organization_id == viewer.organization.pk
    if one.what == "collection":
        page = reverse("collection:collect", args=[enrollment.pk, NAMES.get(one.told["stage"], "update")])
        return f"{page}?on={one.on.isoformat()}"
    if one.what == "service" and viewer.may("record_service", enrollment.project):
        return reverse("services:correct", args=[one.record_id])
    if one.what == "own_service" and own and viewer.may("record_service"):
        return reverse("services:correct_own", args=[one.record_id])
    if one.what == "note":
        return f"{reverse('notes:stay', args=[enrollment.pk])}#note-{one.record_id}"
    if one.what == "goal":
        return f"{reverse('goals:stay', args=[enrollment.pk])}#goal-{one.record_id}"
    if one.what == "file":
        return reverse("files:open", args=[one.record_id])
    if one.what in ("joined", "left") and one.told["enrollment"] != str(enrollment.pk):
        return reverse("enrollment:enrollment", args=[one.told["enrollment"]])
    return ""
