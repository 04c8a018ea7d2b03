"""A client's history of homelessness, and months added to it. Action: hearth/actions/attest_months.py."""

import uuid
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearth.access.history import KINDS
from hearth.access.homelessness import HomelessnessOfClient, homelessness_of
from hearth.access.record_pieces import files_of
from hearth.access.viewer import Viewer, requires
from hearth.actions.attest_months import RIGHT, attest_months, take_back_attested
from hearth.actions.refusal import NotDone
from hearth.rules.homelessness.chronic import Answer
from hearth.rules.homelessness.months_homeless import THREE_YEARS, Proof, last_months
from hearth.screens import told_homelessness as told
from hearth.screens.client_frame import client_page
from hearth.screens.homelessness.form import MonthsForm
from hearth.ui import notices

_TEN_YEARS = 120
_SPANS = (THREE_YEARS, 60, _TEN_YEARS)
_KINDS = {Answer.YES: "success", Answer.NO: "", Answer.NOT_KNOWN: "warning"}
_ICONS = {Answer.YES: "check-circle", Answer.NO: "x-lg", Answer.NOT_KNOWN: "question-circle"}


@require_safe
@requires("see_answers")
def homelessness(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Show the months and what proves each, and whether the client is chronically homeless and why."""
    viewer: Viewer = request.viewer
    client = viewer.client(client_id, "homelessness")
    span = _span(request.GET.get("months", ""))
    found = homelessness_of(viewer, client, span)
    rows = told.told_months(found.known, _leads(viewer, client))
    return client_page(
        request,
        "homelessness/screen.html",
        client,
        "homelessness",
        span=span,
        spans=[(one, one // 12) for one in _SPANS],
        rows=[(told.anchor(row), row) for row in rows],
        years=told.calendar(found.known, rows),
        signs=[(told.SIGNS[proof], told.proof_words(proof)) for proof in Proof],
        is_empty=not any(month.evidence for month in found.known.months),
        counts=_counts(found),
        gaps=[told.months_name(first, last) for first, last in found.known.gaps],
        answer=_answer(found),
        starts=[(start.enrollment, told.status_words(start.status)) for start in found.starts],
        attested=_attested(viewer, found),
        may_attest=viewer.may(RIGHT),
        may_see_files=viewer.may("see_files"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires("attest_months")
def add_months(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Add months by a letter or on the client's word."""
    viewer: Viewer = request.viewer
    client = viewer.client(client_id, "homelessness")
    form = MonthsForm(
        request.POST or None, months=last_months(viewer.today, _TEN_YEARS), files=_files(viewer, client)
    )
    if request.method == "POST" and form.is_valid():
        try:
            rows = attest_months(viewer=viewer, client_id=client.pk, **form.given())
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            undo = reverse("homelessness:take_back", args=[client.pk, rows[0].change_id])
            name = told.months_name(rows[0].month, rows[-1].month)
            notices.saved(request, _("Added: %(months)s.") % {"months": name}, undo)
            return redirect("homelessness:client", client.pk)
    return client_page(request, "homelessness/add.html", client, "homelessness", form=form)


@require_POST
@requires("attest_months")
def take_back_months(request: Any, client_id: uuid.UUID, change_id: uuid.UUID) -> HttpResponse:
    """Take back what one act added."""
    viewer: Viewer = request.viewer
    client = viewer.client(client_id, "homelessness")
    rows = take_back_attested(viewer=viewer, client_id=client.pk, change_id=change_id)
    name = told.months_name(rows[0].month, rows[-1].month)
    notices.saved(request, _("Taken back: %(months)s.") % {"months": name})
    return redirect("homelessness:client", client.pk)


def _files(viewer: Viewer, client: Any) -> list[tuple[str, str]]:
    """Give the client's files that may hold the letter."""
    if not viewer.may("see_files"):
        return []
    return [(str(one.pk), one.name) for one in files_of(viewer, client) if not one.is_infected]


def _span(asked: str) -> int:
    return int(asked) if asked in {str(one) for one in _SPANS} else THREE_YEARS


def _answer(found: HomelessnessOfClient) -> dict[str, Any]:
    judged = found.chronic
    return {
        "words": told.answer_words(judged.answer),
        "kind": _KINDS[judged.answer],
        "icon": _ICONS[judged.answer],
        "why": [told.sentence(said) for said in judged.why],
        "missing": [told.sentence(said) for said in judged.missing],
    }


def _counts(found: HomelessnessOfClient) -> dict[str, int]:
    months = found.known.months[:THREE_YEARS]
    return {
        "homeless": sum(month.counts for month in months),
        "proved": sum(month.proof is Proof.THIRD_PARTY for month in months),
        "own_word": sum(month.proof is Proof.SELF_REPORT for month in months),
        "in_a_row": found.chronic.months_in_a_row,
        "occasions": found.chronic.occasions,
    }


def _attested(viewer: Viewer, found: HomelessnessOfClient) -> list[dict[str, Any]]:
    """Tell the added months, those of one act together."""
    acts = []
    for change, rows in groupby(found.attested, key=lambda row: row.change):
        months = sorted(rows, key=lambda row: row.month)
        acts.append(
            {
                "change": change,
                "row": months[0],
                "months": told.months_name(months[0].month, months[-1].month),
                "by": change.account.name if change.account else "",
                "may_take_back": viewer.may(RIGHT) and months[0].organization_id == viewer.organization.pk,
            }
        )
    return acts


def _leads(viewer: Viewer, client: Any) -> told.Leads:
    """Lead to the record that proves a month: its history by right, else the page that shows it."""
    may_see_history = viewer.may("see_history")
    pages = {"services": "client:services", "enrollment": "client:client", "exit": "client:client"}

    def leads(record: tuple[str, object] | None) -> str:
        kind, key = record or ("", None)
        if kind == "attested":
            return "#added"
        if may_see_history and kind in KINDS:
            return reverse("history:record", args=[kind, key])
        return reverse(pages[kind], args=[client.pk]) if kind in pages else ""

    return leads
