"""Print a client's own copy, or a packet for somebody else. Action: hearth/actions/give_record.py."""

import uuid
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.access.guardians import in_care_of
from hearth.access.viewer import Viewer, requires
from hearth.actions.give_record import THE_CLIENT, give_copy, give_packet
from hearth.actions.refusal import NotDone
from hearth.actions.stamp import person_name
from hearth.documents import pdf
from hearth.screens.client_frame import client_page
from hearth.screens.printed_record.form import CopyForm, PacketForm
from hearth.screens.printed_record.sections import sections

_TEMPLATE = Path(__file__).with_name("record.typ")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("print_records")
def own_copy(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Print everything on record about a client, for them or for who cares for a minor."""
    viewer: Viewer = request.viewer
    client = viewer.client(client_id)
    guardians = [(str(one.pk), person_name(one)) for one in in_care_of(viewer, client)]
    form = CopyForm(request.POST or None, viewer=viewer, guardians=guardians, initial={"language": "en"})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = give_copy(
                viewer=viewer,
                client_id=client.pk,
                asked_by=given["asked_by"],
                identity=given["identity"],
                why=given.get("why", ""),
                sections=given["sections"],
            )
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            own = given["asked_by"] == THE_CLIENT
            return _paper(viewer, client, made, given["language"], with_private=own)
    may_see_history = viewer.may("see_history")
    return client_page(
        request, "printed_record/copy.html", client, form=form, may_see_history=may_see_history
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires("print_records")
def packet(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Print chosen parts of the record for housing or another agency."""
    viewer: Viewer = request.viewer
    client = viewer.client(client_id)
    form = PacketForm(request.POST or None, viewer=viewer, initial={"language": "en"})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = give_packet(
                viewer=viewer,
                client_id=client.pk,
                recipient=given["recipient"],
                purpose=given["purpose"],
                use=given["use"],
                sections=given["sections"],
            )
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            return _paper(viewer, client, made, given["language"], with_private=False)
    return client_page(request, "printed_record/packet.html", client, form=form)


def _paper(viewer: Viewer, client: Any, made: Any, language: str, *, with_private: bool) -> HttpResponse:
    """Make the PDF in memory; nothing of it is kept."""
    at = made.made_at.astimezone(viewer.zone)
    is_copy = made.kind == made.Kind.COPY
    with translation.override(language):
        title = _("What is on record about you") if is_copy else _("Packet about a client")
        foot = ""
        if is_copy:
            foot = _(
                "Is something here wrong? You may ask to correct it, and for a list of who looked at your record."
            )
        data = {
            "marks": [
                [_("About"), f"{person_name(client)}, {client.unique_identifier}"],
                [_("Printed by"), f"{viewer.account.name}, {viewer.organization.organization_name}"],
                [_("On"), date_format(at, "DATETIME_FORMAT")],
                [_("For"), made.recipient],
                [_("Purpose"), made.purpose],
            ],
            "sections": sections(viewer, client, made.sections, with_private=with_private),
            "foot": foot,
        }
        mark = f"{viewer.account.name} → {Truncator(made.recipient).chars(40)}: "
        mark += Truncator(made.purpose).chars(50)
        content = pdf(_TEMPLATE, data, title=title, at=at, language=language, mark=mark)
    response = HttpResponse(content, content_type="application/pdf")
    name = "copy" if is_copy else "packet"
    response["Content-Disposition"] = f'attachment; filename="{name}-{client.unique_identifier}.pdf"'
    return response
