"""Take a merge back: what comes back, what stays, and enrollments added since. Action: hearth/actions/undo_merge.py."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.access.duplicates import merge_of
from hearth.access.viewer import Viewer, requires
from hearth.actions.refusal import NotDone
from hearth.actions.undo_merge import added_since, undo_merge, why_no_undo
from hearth.screens.duplicates.words import answer_label, moving_words
from hearth.ui.notices import refused, saved


@require_http_methods(["GET", "HEAD", "POST"])
@requires("merge_clients")
def undo(request: Any, merge_id: uuid.UUID) -> HttpResponse:
    """Say what an undo will do; a POST does it. The Undo button beside a fresh merge posts here at once."""
    viewer: Viewer = request.viewer
    merge = merge_of(viewer, merge_id)
    added = added_since(merge)
    if request.method == "POST":
        chosen = set(request.POST.getlist("also_back"))
        is_asked = "asked" in request.POST
        back = [
            row.enrollment.pk
            for row in added
            if (str(row.enrollment.pk) in chosen if is_asked else row.goes_back)
        ]
        try:
            undo_merge(
                viewer=viewer, merge_id=merge_id, also_back=back, why=request.POST.get("why", "").strip()
            )
        except NotDone as refusal:
            refused(request, refusal.problems[0].message)
        else:
            saved(request, _("Undone: both records are back. They are never merged by themselves."))
        return redirect("client:client", merge.current_id)
    moved = merge.manifest["moved"]
    counts: dict[str, int] = {}
    for key, ids in moved.items():
        name = key.partition(".")[0]
        counts[name] = counts.get(name, 0) + len(ids)
    return render(
        request,
        "duplicates/undo.html",
        {
            "merge": merge,
            "problem": why_no_undo(merge),
            "moved": moving_words(counts),
            "answers": [answer_label(group) for group in merge.choices],
            "joined": len(merge.manifest["joined"]),
            "added": added,
            "zone": viewer.zone,
        },
    )
