"""Case notes of a client. Action: hearth/actions/write_note.py."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.access.open_goals import open_goals, stays_with_goals
from hearth.access.record_pieces import notes_of, settings_of_pieces
from hearth.access.viewer import NotVisible, Viewer, requires
from hearth.actions.pieces import may_delete, own_piece
from hearth.actions.refusal import NotDone
from hearth.actions.write_note import edit_note, write_note
from hearth.screens.client_frame import client_page
from hearth.screens.enrollment_frame import enrollment_page
from hearth.screens.notes.form import NoteForm
from hearth.ui import notices


@require_http_methods(["GET", "HEAD", "POST"])
@requires("see_notes")
def notes(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Show the notes about a client, and write one."""
    client = request.viewer.client(client_id, "notes")
    return _notes(request, client, request.GET.get("stay", ""))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("see_notes")
def of_stay(request: Any, enrollment_id: uuid.UUID) -> HttpResponse:
    """Show the notes that belong to one enrollment, and write one that belongs to it beforehand."""
    enrollment = request.viewer.enrollment(enrollment_id)
    return _notes(request, enrollment.client, str(enrollment.pk), enrollment)


def _notes(request: Any, client: Any, chosen: str, enrollment: Any = None) -> HttpResponse:
    """Show the notes of a client, or of their enrollment alone; `chosen` is the stay that a new one belongs to."""
    viewer: Viewer = request.viewer
    may_write = viewer.may("write_notes")
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    seen = stays_with_goals(viewer, client)
    stays = [one for one in seen if one.project.organization_id == viewer.organization.pk]
    form = NoteForm(
        request.POST if request.method == "POST" else None,
        categories=settings_of_pieces(viewer, "note_categories")["note_categories"],
        stays={str(one.pk): f"{one.project.project_name}, {one.entry_date}" for one in stays},
        initial={"on": viewer.today, "stay": chosen},
    )
    if request.method == "POST" and form.is_valid():
        stay = next((one for one in stays if str(one.pk) == form.cleaned_data.get("stay")), None)
        try:
            note = write_note(viewer=viewer, client=client, written=form.written(), enrollment=stay)
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            undo = reverse("deleted:delete", args=["note", note.pk])
            notices.saved(request, _("The note was saved."), undo)
            if enrollment is not None and note.enrollment_id == enrollment.pk:
                return redirect("notes:stay", enrollment.pk)
            return redirect("notes:client", client.pk)
    found = [
        one for one in notes_of(viewer, client) if enrollment is None or one.enrollment_id == enrollment.pk
    ]
    for one in found:
        one.may_edit = may_write and one.written_by_id == viewer.account.pk
        one.may_delete = may_delete(viewer, "note", one)
    shown: dict[str, Any] = {
        "form": form,
        "may_write": may_write,
        "notes": found,
        "open_goals": open_goals(one for one in seen if enrollment is None or one.pk == enrollment.pk),
        "may_see_deleted": viewer.may("delete_records"),
    }
    if enrollment is not None:
        return enrollment_page(request, "notes/screen.html", enrollment, "notes", **shown)
    return client_page(request, "notes/screen.html", client, "notes", **shown)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("write_notes")
def edit(request: Any, note_id: uuid.UUID) -> HttpResponse:
    """Change one's own note."""
    viewer: Viewer = request.viewer
    note = own_piece(viewer, "note", note_id)
    if note.written_by_id != viewer.account.pk:
        raise NotVisible("There is no such note.")
    client = viewer.client(note.client_id, "notes")
    categories = settings_of_pieces(viewer, "note_categories")["note_categories"]
    form = NoteForm(
        request.POST if request.method == "POST" else None,
        categories=list(dict.fromkeys([*categories, *([note.category] if note.category else [])])),
        initial={
            name: getattr(note, name) for name in ("title", "text", "category", "on", "minutes", "is_private")
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            edit_note(viewer=viewer, note_id=note.pk, written=form.written())
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            notices.saved(request, _("The note was changed. What stood there before is kept."))
            return redirect("notes:client", client.pk)
    return client_page(request, "notes/edit.html", client, form=form)
