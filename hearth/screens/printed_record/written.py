"""What agencies keep beside HUD's records, on paper: notes, goals, services of their own, how the client is reached."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hearth.access.contacts import contacts_of
from hearth.access.record_pieces import goals_about, is_kept_private, locations_of, notes_of
from hearth.access.services_given import own_services_of
from hearth.access.viewer import Viewer
from hearth.screens.printed_record.private import on_paper
from hearth.screens.printed_record.section import Group, Section, Table


def notes_told(viewer: Viewer, client: Any, *, with_private: bool) -> Section:
    """Tell the notes, the newest first, in the words in which they were written."""
    groups = []
    for one in on_paper(notes_of(viewer, client), with_private=with_private):
        facts = [
            [_("Category"), one.category],
            [_("Written by"), f"{one.written_by.name}, {one.organization.organization_name}"],
            *_place(one, with_private=with_private),
            [_("Note"), one.text],
        ]
        groups.append(Group(f"{one.title}, {date_format(one.on)}", _answered(facts)))
    return Section("", groups=groups)


def goals_told(viewer: Viewer, client: Any, *, with_private: bool) -> Section:
    """Tell the goals of every stay, those that are open first."""
    groups = []
    for one in on_paper(goals_about(viewer, client), with_private=with_private):
        ended = f" {date_format(one.ended_on)}" if one.ended_on else ""
        facts = [
            [_("How it stands"), f"{one.get_status_display()}{ended}"],
            [_("Category"), one.category],
            [_("Since"), date_format(one.starts_on)],
            [_("Target"), date_format(one.target_on) if one.target_on else ""],
            *_place(one, with_private=with_private),
            [_("Progress"), one.progress],
        ]
        groups.append(Group(one.description, _answered(facts)))
    return Section("", groups=groups)


def reached_told(viewer: Viewer, client: Any, *, with_private: bool) -> Section:
    """Tell how the client is reached and, to who keeps locations, where the client can be found."""
    groups = []
    for one in on_paper(contacts_of(viewer, client), with_private=with_private):
        if not one.is_active:
            continue
        facts = [
            [_("Relation"), one.relation],
            [_("Phone"), one.phone],
            [_("Safe to call"), _safe(one)],
            [_("E-mail"), one.email],
            [_("Address"), one.address],
            [_("Remark"), one.note],
        ]
        name = f"{one.name}, {one.get_kind_display()}" if one.name else str(one.get_kind_display())
        groups.append(Group(name, _answered(facts)))
    places = locations_of(viewer, client) if viewer.may("keep_locations") else []
    rows = [
        [date_format(one.on), str(one.get_kind_display()), _address(one)]
        for one in on_paper(places, with_private=with_private)
    ]
    tables = [Table(_("Locations"), [_("Date"), _("What it is"), _("Where")], rows)] if rows else []
    return Section("", groups=groups, tables=tables)


def own_services_table(viewer: Viewer, client: Any, *, with_private: bool) -> list[Table]:
    """Give the services beyond HUD's lists as a table; none where nothing was given."""
    rows = [
        [
            date_format(one.starts_on),
            date_format(one.ends_on) if one.ends_on else "",
            f"{one.offered.category}: {one.offered.name}",
            (one.enrollment.project.project_name if one.enrollment else one.organization.organization_name)
            or "",
        ]
        for one in on_paper(own_services_of(viewer, client), with_private=with_private)
    ]
    head = [_("From"), _("Until"), _("Service"), _("Program or agency")]
    return [Table(_("Services of the agency’s own"), head, rows)] if rows else []


def _safe(contact: Any) -> str:
    if not contact.phone:
        return ""
    if contact.is_safe_to_call is None:
        safe = _("Nobody asked whether it is safe to call")
    else:
        safe = _("Yes") if contact.is_safe_to_call else _("Do not call: not safe")
    message = _("Messages may be left") if contact.may_leave_message else _("Leave no message")
    return f"{safe}. {message}."


def _address(place: Any) -> str:
    lines = (place.place, place.street, " ".join(filter(None, (place.city, place.state, place.zip_code))))
    return ", ".join(line for line in (*lines, place.note) if line)


def _place(one: Any, *, with_private: bool) -> list[list[str]]:
    """Tell the program to the client alone: to others its name may say more than the words do."""
    program = one.enrollment.project.project_name if one.enrollment and with_private else ""
    return [[_("Program"), program or ""], [_("Sharing"), _("Private") if is_kept_private(one) else ""]]


def _answered(facts: list[list[str]]) -> list[list[str]]:
    return [fact for fact in facts if fact[1]]
