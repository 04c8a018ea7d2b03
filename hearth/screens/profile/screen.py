"""Edit a client's profile. Action: hearth/actions/edit_client.py."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.access.kept_elsewhere import keeping_elsewhere
from hearth.access.may_edit_profile import may_edit_profile
from hearth.access.viewer import Viewer, requires
from hearth.actions.client_profile import fitted
from hearth.actions.create_client import alike
from hearth.actions.edit_client import edit_client
from hearth.actions.refusal import NotDone
from hearth.actions.stamp import person_name
from hearth.screens.client_frame import client_page
from hearth.screens.profile_form import ProfileForm
from hearth.ui import notices


@require_http_methods(["GET", "HEAD", "POST"])
@requires("edit_client")
def edit(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Show the profile's form with what is on file, or save it."""
    viewer: Viewer = request.viewer
    client = viewer.client(client_id, "profile")
    if not may_edit_profile(viewer, client):
        raise PermissionDenied
    form = ProfileForm(viewer, client=client, data=request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.form.is_valid():
        try:
            edited = edit_client(viewer=viewer, client_id=client.pk, profile=form.profile())
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            notices.saved(request, _("The profile was saved."))
            if client.is_unnamed and not edited.is_unnamed:
                _tell_of_likely(request, form, edited)
            return redirect("client:client", client.pk)
    return client_page(
        request,
        "profile/screen.html",
        client,
        "profile",
        profile=form,
        kept_in=keeping_elsewhere([client.source]).get(client.source_id, ""),
        names_open="yes" if form.names.count > 1 else "",
        may_see_history=viewer.may("see_history"),
    )


def _tell_of_likely(request: Any, form: ProfileForm, named: Any) -> None:
    """Say whom somebody who was met without a name looks like, now that there is one."""
    found = alike(request.viewer, fitted(form.so_far()), apart_from=[named.pk])
    for one in found:
        if one.client is not None and one.stops:
            text = _(
                "This is very likely %(name)s (%(id)s), who is on file. Say that they are the same person."
            )
            words = {"name": person_name(one.client), "id": one.client.unique_identifier}
            notices.refused(request, text % words)
