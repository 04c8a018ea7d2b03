"""The history of a record, all that happened around a client, and who looked: a list that a client can take along."""

import uuid
from contextlib import nullcontext
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from hearth.access.audit import Audit, Look, who_looked
from hearth.access.client_acts import Act
from hearth.access.disclosures import disclosures
from hearth.access.history import client_of, history, record_of
from hearth.access.viewer import Viewer, requires
from hearth.screens.client_frame import client_page
from hearth.screens.history.form import AuditForm, WhoLookedForm
from hearth.screens.history.words import seen_in, told_look
from hearth.screens.told_acts import answer, place, title, told
from hearth.screens.told_records import told_kind, told_record

_ROWS_ON_A_PAGE = 25


@require_safe
@requires("see_history")
def record(request: Any, record_kind: str, record_id: uuid.UUID) -> HttpResponse:
    """Show what was done to one record: who, when, on which page, why, and each answer before and after."""
    viewer: Viewer = request.viewer
    found: Any = record_of(viewer, record_kind, record_id)
    page = Paginator(history(viewer, found), _ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    entries = [
        {
            "entry": entry,
            "title": title(entry.action),
            "place": place(entry.screen),
            "answers": [answer(found, one) for one in entry.fields],
        }
        for entry in page.object_list
    ]
    context = {
        "record": found,
        "kind": told_kind(found.hud_file),
        "name": told_record(found),
        "page": page,
        "entries": entries,
        "zone": viewer.zone,
        "is_deleted": getattr(found, "date_deleted", None) is not None,
    }
    client = client_of(viewer, found)
    if client is None:
        return render(request, "history/record.html", context)
    return client_page(request, "history/record.html", client, "history", **context)


@require_safe
@requires("see_history")
def audit(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Show what was changed, who looked and what was sent out, in one list, by kind and period."""
    viewer: Viewer = request.viewer
    one = viewer.client(client_id, "audit")
    form = AuditForm(request.GET)
    events: Any = Audit(viewer, one, form.kinds, form.period)
    page = Paginator(events, _ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    return client_page(
        request,
        "history/audit.html",
        one,
        "history",
        form=form,
        page=page,
        rows=[_row(event) for event in page.object_list],
        zone=viewer.zone,
    )


def _row(event: Any) -> dict[str, Any]:
    if isinstance(event, Act):
        return {"kind": "change", "act": told(event)}
    if isinstance(event, Look):
        return {"kind": "look", "look": event, "what": told_look(event), "place": place(event.screen)}
    first, last = (parse_date(event.export.get(name, "")) for name in ("ExportStartDate", "ExportEndDate"))
    return {"kind": "export", "export": event, "first": first, "last": last}


@require_safe
@requires("see_history")
def who_looked_at(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Show who looked at the record and to whom it was sent, in plain words, to be printed for the client."""
    viewer: Viewer = request.viewer
    one = viewer.client(client_id, "who_looked")
    form = WhoLookedForm(request.GET)
    language = form.chosen_language
    period = form.period
    with translation.override(language) if language else nullcontext():
        days = who_looked(viewer, one, period)
        page = Paginator(days, 500).get_page(request.GET.get("page"))
        context = {
            "client": one,
            "form": form,
            "period": period,
            "page": page,
            "days": [(day, seen_in(day.what)) for day in page.object_list],
            "sent": [row for row in disclosures(viewer, one) if period.holds(viewer, row.made_at)],
            "zone": viewer.zone,
            "today": viewer.today,
            "agency": viewer.organization.organization_name,
        }
        return render(request, "history/who_looked.html", context)
