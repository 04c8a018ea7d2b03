"""Two records side by side: choose what holds, merge, or say that they are two people.

Action: hearth/actions/merge_clients.py.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.access.duplicates import State, merges_by_pair, pair_of
from hearth.access.kept_elsewhere import kept_elsewhere
from hearth.access.viewer import Viewer, requires
from hearth.actions.join_enrollments import overlaps
from hearth.actions.merge_answers import differing, dominant, fuller, groups, standing
from hearth.actions.merge_clients import merge_clients, sharing_differs, why_not
from hearth.actions.merge_moves import counted
from hearth.actions.merge_photo import PHOTO, photo_days
from hearth.actions.refusal import NotDone
from hearth.screens.duplicates.words import answer_label, answer_words, moving_words, reason_words
from hearth.ui.notices import saved


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of both records in words; `of_merged` says which of them is chosen."""

    group: str
    label: str
    kept: str
    merged: str
    of_merged: bool


@require_http_methods(["GET", "HEAD", "POST"])
@requires("merge_clients")
def pair(request: Any, pair_id: uuid.UUID) -> HttpResponse:
    """Show both records; a POST merges them. `keep` names the record to keep where it is not the suggested one."""
    viewer: Viewer = request.viewer
    found = pair_of(viewer, pair_id)
    if found.state == State.MERGED:
        return _merged(request, found)
    kept, merged, suggested = _sides(request, found)
    problems: list[str] = []
    if request.method == "POST":
        try:
            merge = merge_clients(
                viewer=viewer,
                kept_id=kept.pk,
                merged_id=merged.pk,
                from_merged=[
                    group
                    for group in (*groups(), PHOTO)
                    if request.POST.get(f"answer_{group}") == str(merged.pk)
                ],
                joined=_ids(request.POST.getlist("join")),
                why=request.POST.get("why", "").strip(),
            )
        except NotDone as refusal:
            problems = [problem.message for problem in refusal.problems]
        else:
            text = _("Merged. The other record's address and identifiers lead here from now on.")
            saved(request, text, undo=reverse("duplicates:undo", args=[merge.pk]))
            return redirect("client:client", kept.pk)
    problems = problems or [problem.message for problem in why_not(viewer, kept, merged)]
    return _page(request, found, kept, merged, suggested, problems)


def _page(
    request: Any, found: Any, kept: Any, merged: Any, suggested: Any, problems: list[str]
) -> HttpResponse:
    viewer: Viewer = request.viewer
    differ = differing(kept, merged)
    elsewhere = kept_elsewhere([kept.source_id])
    together = overlaps(kept, merged)
    standings = standing([kept, merged])
    return render(
        request,
        "duplicates/pair.html",
        {
            "pair": found,
            "reasons": reason_words(found),
            "kept": kept,
            "merged": merged,
            "kept_standing": standings[kept.pk],
            "merged_standing": standings[merged.pk],
            "is_suggested": kept.pk == suggested.pk,
            "kept_in": elsewhere.get(kept.source_id, ""),
            "differing": [
                *(_answer(request, group, kept, merged) for group in differ),
                *_photo(request, kept, merged),
            ],
            "equal": [
                _answer(request, group, kept, merged)
                for group in groups()
                if group not in differ and answer_words(group, kept)
            ],
            "moving": moving_words(counted(merged)),
            "overlaps": together,
            "joined": set(_ids(request.POST.getlist("join"))),
            "holds_private": sharing_differs(viewer, kept, merged),
            "problems": problems,
            "may_say_different": found.state == State.WAITING,
            "zone": viewer.zone,
            "today": viewer.today,
        },
    )


def _merged(request: Any, found: Any) -> HttpResponse:
    """Lead to the undo of a merged pair; one whose record was merged on leads to the list."""
    merge = merges_by_pair(request.viewer, [found]).get(found.pk)
    if merge is None:
        return redirect(reverse("duplicates:list") + "?state=merged")
    return redirect("duplicates:undo", merge.pk)


def _sides(request: Any, found: Any) -> tuple[Any, Any, Any]:
    """Give the record to keep, the other one, and the one that is suggested."""
    suggested = dominant(found.one, found.other)
    asked = request.POST.get("keep") or request.GET.get("keep", "")
    kept = next((one for one in (found.one, found.other) if str(one.pk) == asked), suggested)
    return kept, found.other if kept is found.one else found.one, suggested


def _answer(request: Any, group: str, kept: Any, merged: Any) -> Answer:
    sent = request.POST.get(f"answer_{group}")
    # An answer that only one record has in full is worth more than which record is kept.
    of_merged = sent == str(merged.pk) if sent else fuller(group, kept, merged).pk == merged.pk
    return Answer(
        group, answer_label(group), answer_words(group, kept), answer_words(group, merged), of_merged
    )


def _photo(request: Any, kept: Any, merged: Any) -> list[Answer]:
    """Give the choice between two photos; one alone is kept anyhow."""
    days = photo_days(kept, merged)
    if len(days) < 2:
        return []
    of_kept, of_other = (
        _("Photo of %(day)s") % {"day": date_format(days[one.pk].astimezone(request.viewer.zone))}
        for one in (kept, merged)
    )
    is_chosen = request.POST.get(f"answer_{PHOTO}") == str(merged.pk)
    return [Answer(PHOTO, _("Photo"), of_kept, of_other, of_merged=is_chosen)]


def _ids(values: list[str]) -> list[uuid.UUID]:
    found = []
    for value in values:
        try:
            found.append(uuid.UUID(value))
        except ValueError:
            continue
    return found
