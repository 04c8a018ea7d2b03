"""Take a release back: what will happen is said first. Action: hearth/actions/withdraw_release.py."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.access.consent_state import following, one_release
from hearth.access.viewer import Viewer, requires
from hearth.actions.refusal import NotDone
from hearth.actions.stamp import person_name
from hearth.actions.withdraw_release import shared_stays, withdraw_release
from hearth.screens.client_frame import client_page
from hearth.screens.release.screen import text_here
from hearth.ui import notices


@require_http_methods(["GET", "HEAD", "POST"])
@requires("record_release")
def withdraw(request: Any, client_id: uuid.UUID, release_id: uuid.UUID) -> HttpResponse:
    """Say what ends and for whom, then take it back."""
    viewer: Viewer = request.viewer
    client = viewer.client(client_id, "release")
    release = one_release(viewer, client, release_id)
    if release is None:
        raise Http404
    children = following(viewer, release)
    if request.method == "POST":
        chosen = set(request.POST.getlist("children"))
        minors = [one.pk for one in children if str(one.pk) in chosen]
        try:
            withdraw_release(
                viewer=viewer, release_id=release.pk, why=request.POST.get("why", "").strip(), minors=minors
            )
        except NotDone as refusal:
            notices.refused(request, refusal.problems[0].message)
        else:
            notices.saved(request, _("The release was taken back."))
        if viewer.clients.filter(pk=client.pk).exists():
            return redirect("release:client", client.pk)
        # The release was the reason why this agency saw the client.
        return redirect("home:home")
    names = {one.code: one.name_in(get_language() or "en") for one in text_here(viewer).networks}
    return client_page(
        request,
        "release/withdraw.html",
        client,
        "release",
        release=release,
        networks=", ".join(names.get(code, code) for code in release.networks),
        shared_stays=shared_stays(release.coc_id),
        children=[(one.pk, person_name(one.client)) for one in children],
    )
