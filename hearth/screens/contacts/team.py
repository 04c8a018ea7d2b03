"""Who works with a client. Action: hearth/actions/keep_care_team.py."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hearth.access.contacts import colleagues
from hearth.access.viewer import Viewer, requires
from hearth.actions.keep_care_team import add_to_care_team, ask_about_client, leave_care_team
from hearth.actions.keep_contact import RIGHT
from hearth.actions.refusal import NotDone
from hearth.screens.client_frame import client_page
from hearth.screens.contacts.form import TeamForm
from hearth.ui import notices


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RIGHT)
def add(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Put a colleague on the care team."""
    viewer: Viewer = request.viewer
    client = viewer.client(client_id, "contacts")
    people = [(str(one.pk), f"{one.name} ({one.username})") for one in colleagues(viewer)]
    initial = {"starts_on": viewer.today, "account": str(viewer.account.pk)}
    form = TeamForm(request.POST or None, colleagues=people, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            add_to_care_team(
                viewer=viewer, client_id=client.pk, account_id=uuid.UUID(given.pop("account")), **given
            )
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            notices.saved(request, _("On the care team now."))
            return redirect("contacts:contacts", client.pk)
    return client_page(request, "contacts/team.html", client, "contacts", form=form)


@require_POST
@requires(RIGHT)
def end(request: Any, team_member_id: uuid.UUID) -> HttpResponse:
    """End somebody's time on the care team today."""
    viewer: Viewer = request.viewer
    try:
        row = leave_care_team(viewer=viewer, member_id=team_member_id, ends_on=viewer.today)
    except NotDone as refusal:
        notices.refused(request, refusal.problems[0].message)
        return redirect("home:home")
    notices.saved(request, _("Today is their last day on the care team."))
    return redirect("contacts:contacts", row.client_id)


@require_POST
@requires("find_client")
def ask(request: Any, client_id: uuid.UUID, account_id: uuid.UUID) -> HttpResponse:
    """Tell somebody of the care team in their inbox that they are asked about the client."""
    address = reverse("client:client", args=[client_id])
    account = ask_about_client(
        viewer=request.viewer, client_id=client_id, account_id=account_id, address=address
    )
    notices.saved(request, _("%(name)s finds it in the inbox.") % {"name": account.name})
    return redirect("contacts:contacts", client_id)
