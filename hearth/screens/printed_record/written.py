"""What workers wrote about a client and what they aim at together: the notes and goals of a printed record."""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hearth.access.record_pieces import goals_about, is_kept_private, notes_of
from hearth.access.viewer import Viewer
from hearth.screens.printed_record.section import Group, Section


def on_paper(pieces: Iterable[Any], *, with_private: bool) -> list[Any]:
    """Give the pieces that go on this paper. A private one is for the client's own hands and for nobody else's."""
    return [one for one in pieces if with_private or not is_kept_private(one)]


def notes_told(viewer: Viewer, client: Any, *, with_private: bool) -> Section:
    """Tell the notes, the newest first, in the words in which they were written."""
    groups = []
    for one in on_paper(notes_of(viewer, client), with_private=with_private):
        facts = [
            [_("Category"), one.category],
            [_("Written by"), f"{one.written_by.name}, {one.organization.organization_name}"],
            *_place(one),
            [_("Note"), one.text],
        ]
        groups.append(Group(f"{one.title}, {date_format(one.on)}", _answered(facts)))
    return Section("", note=_note(with_private), groups=groups)


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
            *_place(one),
            [_("Progress"), one.progress],
        ]
        groups.append(Group(one.description, _answered(facts)))
    return Section("", note=_note(with_private), groups=groups)


def _place(one: Any) -> list[list[str]]:
    program = one.enrollment.project.project_name if one.enrollment else ""
    return [[_("Program"), program or ""], [_("Sharing"), _("Private") if is_kept_private(one) else ""]]


def _answered(facts: list[list[str]]) -> list[list[str]]:
    return [fact for fact in facts if fact[1]]


def _note(with_private: bool) -> str:
    return "" if with_private else _("Without what is private: it stays with the agency that recorded it.")
