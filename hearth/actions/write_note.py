"""Write and edit case notes; a colleague who is named with @ is told, if they may read the note."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hearth.access.viewer import Viewer
from hearth.actions.notify import notify
from hearth.actions.pieces import check_place, own_piece
from hearth.actions.refusal import NotDone, Problem
from hearth.records import guard
from hearth.records.models import Account, AgencyRole, Client, Enrollment, Note
from hearth.records.write import change

RIGHT = "write_notes"
MENTION_RULE = "note/mention"
# Not the middle of a mail address.
_MENTION = re.compile(r"(?<![\w.])@([A-Za-z0-9][\w.+-]*[\w])")


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a note. `text` is plain: paragraphs are blank lines, and nothing in it is markup."""

    title: str
    text: str
    on: date
    category: str = ""
    minutes: int | None = None
    is_private: bool | None = None


def write_note(
    *, viewer: Viewer, client: Client, written: Written, enrollment: Enrollment | None = None
) -> Note:
    """Write a note, and tell who is mentioned in it.

    Raises PermissionDenied without the right or for another agency's stay, NotVisible, NotDone for who is mentioned and
    is not here or may not read it. In each case nothing is stored.
    """
    if not viewer.may(RIGHT):
        raise PermissionDenied
    check_place(viewer, client, enrollment)
    with change(by=viewer.account, action="write_note") as signed:
        note = Note(
            client=client,
            enrollment=enrollment,
            organization=viewer.organization,
            change=signed,
            written_by=viewer.account,
            **asdict(written),
        )
        note.save(force_insert=True)
        _tell(viewer, note, set())
    return note


def edit_note(*, viewer: Viewer, note_id: uuid.UUID, written: Written) -> Note:
    """Change one's own note; what stood there before stays in its history. Who is mentioned for the first time is told.

    Raises PermissionDenied for the note of somebody else, NotVisible, NotDone (see `write_note`).
    """
    note: Note = own_piece(viewer, "note", note_id)
    if note.written_by_id != viewer.account.pk:
        raise PermissionDenied
    before = mentioned(note.text)
    with change(by=viewer.account, action="edit_note"):
        values: Mapping[str, Any] = asdict(written)
        for name, value in values.items():
            setattr(note, name, value)
        note.save(update_fields=list(values))
        _tell(viewer, note, before)
    return note


def mentioned(text: str) -> set[str]:
    """Give the user names that a text mentions, in small letters."""
    return {name.lower() for name in _MENTION.findall(text)}


def _tell(viewer: Viewer, note: Note, before: set[str]) -> None:
    told = []
    for name in sorted(mentioned(note.text)):
        account = Account.objects.filter(username__iexact=name, is_active=True).first()
        # One line for both: whether somebody is here at all is nobody's to find out by trying.
        if account is None or not _may_read(account, note):
            line = _(
                "@%(name)s may not read this note, or is not here. Take the @ away, or share the note first."
            )
            raise NotDone([Problem(line % {"name": name}, MENTION_RULE)])
        if name not in before and account.pk != viewer.account.pk:
            told.append(account)
    address = f"/clients/{note.client_id}/notes/#note-{note.pk}"
    notify("note_mention", told, about=note.client.unique_identifier, address=address)


def _may_read(account: Account, note: Note) -> bool:
    """Say whether an account reads a note at one of its agencies, with its client's record."""
    with guard.inside_wrapper():
        roles = list(AgencyRole.objects.filter(account=account).select_related("organization"))
    for role in roles:
        reader = Viewer(account, role)
        if (
            reader.may("see_notes")
            and reader.rows(Note).filter(pk=note.pk).exists()
            and reader.clients.filter(pk=note.client_id).exists()
        ):
            return True
    return False
