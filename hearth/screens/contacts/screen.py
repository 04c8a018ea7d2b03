"""How a client is reached. Action: hearth/actions/keep_contact.py."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearth.access.contacts import WORKED_WITH_DAYS, care_team_of, contact_of, contacts_of
from hearth.access.viewer import Viewer, requires
from hearth.actions.keep_contact import RIGHT, add_contact, correct_contact, remove_contact
from hearth.actions.refusal import NotDone
from hearth.screens.client_frame import client_page
from hearth.screens.contacts.form import ContactForm
from hearth.ui import notices


@require_safe
@requires("find_client")
def contacts(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Show the contacts and the care team."""
    viewer: Viewer = request.viewer
    client = viewer.client(client_id, "contacts")
    rows = contacts_of(viewer, client)
    team, former = care_team_of(viewer, client)
    return client_page(
        request,
        "contacts/contacts.html",
        client,
        "contacts",
        active=[row for row in rows if row.is_active],
        inactive=[row for row in rows if not row.is_active],
        team=team,
        former=former,
        days=WORKED_WITH_DAYS,
        own_agency=viewer.organization.pk,
        me=viewer.account.pk,
        zone=viewer.zone,
        may_keep=viewer.may(RIGHT),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RIGHT)
def add(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Ask for a new contact, and store it."""
    viewer: Viewer = request.viewer
    client = viewer.client(client_id, "contacts")
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_contact(viewer=viewer, client_id=client.pk, said=form.said())
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            notices.saved(request, _("The contact was added."))
            return redirect("contacts:contacts", client.pk)
    return client_page(request, "contacts/contact.html", client, "contacts", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RIGHT)
def correct(request: Any, contact_id: uuid.UUID) -> HttpResponse:
    """Show a contact that the agency keeps, and change it."""
    viewer: Viewer = request.viewer
    row = contact_of(viewer, contact_id)
    client = viewer.client(row.client_id, "contacts")
    form = ContactForm(request.POST or None, initial=ContactForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        try:
            correct_contact(viewer=viewer, contact_id=row.pk, said=form.said())
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            notices.saved(request, _("Saved."))
            return redirect("contacts:contacts", client.pk)
    return client_page(request, "contacts/contact.html", client, "contacts", form=form, contact=row)


@require_POST
@requires(RIGHT)
def take_out(request: Any, contact_id: uuid.UUID) -> HttpResponse:
    """Take out a contact that was entered by mistake."""
    row = remove_contact(viewer=request.viewer, contact_id=contact_id)
    notices.saved(request, _("The contact was taken out."))
    return redirect("contacts:contacts", row.client_id)
