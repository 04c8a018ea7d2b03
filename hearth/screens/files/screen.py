"""The files of a client. Actions: hearth/actions/keep_file.py; access: record_pieces, kept_files."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.access.kept_files import opened
from hearth.access.record_pieces import files_of, own_stays, readiness, settings_of_pieces
from hearth.access.viewer import Viewer, requires
from hearth.actions.keep_file import keep, most_bytes
from hearth.actions.pieces import may_delete
from hearth.actions.refusal import NotDone
from hearth.screens.client_frame import client_page
from hearth.screens.files.form import FileForm, bare
from hearth.screens.limited_upload import limited_upload
from hearth.screens.served_file import served
from hearth.ui import notices

_SETTINGS = ("document_kinds", "documents_for_housing", "file_types", "file_megabytes")


@limited_upload(most_bytes)
@require_http_methods(["GET", "HEAD", "POST"])
@requires("see_files")
def files(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Show the files and what is missing; keep one. `?kind=` and `?stay=` are chosen beforehand, `?newer=` replaces."""
    viewer: Viewer = request.viewer
    may_keep = viewer.may("keep_files")
    if request.method == "POST" and not may_keep:
        raise PermissionDenied
    client = viewer.client(client_id, "files")
    found, stays = files_of(viewer, client), own_stays(viewer, client)
    told = settings_of_pieces(viewer, *_SETTINGS)
    older = _older(found, request.GET.get("newer", ""))
    form = FileForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        kinds=told["document_kinds"],
        stays={str(one.pk): f"{one.project.project_name}, {one.entry_date}" for one in stays},
        endings=told["file_types"],
        initial={
            "kind": older.kind if older else request.GET.get("kind", ""),
            "stay": str(older.enrollment_id or "") if older else request.GET.get("stay", ""),
        },
    )
    if request.method == "POST":
        if getattr(request, "is_upload_too_large", False):
            form.say_too_large(most_bytes())
        elif form.is_valid() and _keep(request, client, form, stays, older):
            return redirect("files:client", client.pk)
    for one in found:
        one.may_delete = may_delete(viewer, "file", one)
        one.is_expired = one.expires_on is not None and one.expires_on < viewer.today
    return client_page(
        request,
        "files/screen.html",
        client,
        "files",
        form=form,
        may_keep=may_keep,
        older=older,
        files=found,
        needed=readiness(found, [bare(one) for one in told["documents_for_housing"]], viewer.today),
        most_megabytes=told["file_megabytes"],
        may_see_deleted=viewer.may("delete_records"),
    )


@require_safe
@requires("see_files")
def open_file(request: Any, file_id: uuid.UUID) -> FileResponse:
    """Give a file to be saved; the opening is logged."""
    return served(*opened(request.viewer, file_id))


def _keep(request: Any, client: Any, form: FileForm, stays: list[Any], older: Any) -> bool:
    given = form.cleaned_data
    stay = next((one for one in stays if str(one.pk) == given.get("stay")), None)
    try:
        kept = keep(
            request.viewer,
            client,
            given["content"],
            given["content"].name,
            given["kind"],
            enrollment=stay,
            private=given["private"],
            expires_on=given["expires_on"],
            replaces=older.pk if older else None,
        )
    except NotDone as refusal:
        for problem in refusal.problems:
            form.add_error("content", problem.message)
        return False
    undo = reverse("deleted:delete", args=["file", kept.pk])
    notices.saved(request, _("Kept: %(kind)s (%(name)s).") % {"kind": kept.kind, "name": kept.name}, undo)
    return True


def _older(found: list[Any], newer: str) -> Any:
    return next((one for one in found if str(one.pk) == newer and not one.is_replaced), None)
