"""Whom to ask about sharing: endings, gaps, spoken answers, new adults; and renewing several at once.

Action: hearth/actions/renew_releases.py.
"""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.access.releases_due import SOON_DAYS, Due, clients_due, counts_due
from hearth.access.viewer import Viewer, requires
from hearth.actions.record_release import usual_end
from hearth.actions.renew_releases import renew_releases
from hearth.actions.stamp import person_name
from hearth.screens.release.screen import coc_of
from hearth.ui import notices

_ROWS_ON_A_PAGE = 25
_LABELS = {
    Due.SOON: gettext_noop("Ends soon"),
    Due.ENDED: gettext_noop("Ended"),
    Due.MISSING: gettext_noop("Nobody asked yet"),
    Due.SPOKEN: gettext_noop("Spoken, to be signed"),
    Due.ADULT: gettext_noop("Turned 18"),
    Due.REFUSED: gettext_noop("Said no"),
}
_RENEWABLE = (Due.SOON, Due.ENDED)


@require_safe
@requires("record_release")
def worklist(request: Any) -> HttpResponse:
    """List the clients of one kind; `due` and `days` stand in the address."""
    viewer: Viewer = request.viewer
    due = _due(request.GET.get("due", ""))
    days = _days(request.GET.get("days", ""))
    counts = counts_due(viewer)
    page = Paginator(clients_due(viewer, due, days), _ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "release/worklist.html",
        {
            "kinds": [
                (one.value, _(label), one is due, counts.get(one, "")) for one, label in _LABELS.items()
            ],
            "due": due.value,
            "days": days,
            "all_days": SOON_DAYS if due is Due.SOON else (),
            "page": page,
            "rows": [(one, one.holds_until if due is Due.SOON else one.ended_on) for one in page.object_list],
            "may_renew": due in _RENEWABLE,
            "today": viewer.today,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires("record_release")
def renew(request: Any) -> HttpResponse:
    """Say what renewing the chosen clients means, then do it."""
    viewer: Viewer = request.viewer
    asked = request.POST if request.method == "POST" else request.GET
    chosen = [one for word in asked.getlist("client") if (one := _identity(word))]
    clients = list(viewer.clients.filter(pk__in=chosen).order_by("last_name", "first_name", "pk"))
    if not clients:
        notices.refused(request, _("Choose at least one client."))
        return redirect("release:worklist")
    if request.method == "POST":
        language = get_language() or "en"
        done, refused = renew_releases(
            viewer=viewer, client_ids=chosen, language=language, coc_code=coc_of(viewer)
        )
        if done:
            said = ngettext("Renewed for %(count)s client.", "Renewed for %(count)s clients.", len(done))
            notices.saved(request, said % {"count": len(done)})
        for client, why in refused:
            notices.refused(request, f"{person_name(client)}: {why}")
        return redirect("release:worklist")
    until = usual_end(viewer, viewer.today, coc_of(viewer))
    return render(request, "release/renew.html", {"clients": clients, "today": viewer.today, "until": until})


def _due(word: str) -> Due:
    return Due(word) if word in set(Due) else Due.SOON


def _days(word: str) -> int:
    return int(word) if word.isdecimal() and int(word) in SOON_DAYS else SOON_DAYS[-1]


def _identity(word: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(word)
    except ValueError:
        return None
