"""One member of a family: relationship, leaving, becoming the head. Action: hearth/actions/keep_family.py."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hearth.access.family import families_of, member_of
from hearth.access.viewer import Viewer, requires
from hearth.actions.keep_family import RIGHT, change_head, leave_family, remove_member, say_relationship
from hearth.actions.refusal import NotDone
from hearth.actions.stamp import person_name
from hearth.screens.client_frame import client_page
from hearth.screens.family.form import LeaveForm, RelationshipForm
from hearth.ui import notices


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RIGHT)
def member(request: Any, member_id: uuid.UUID) -> HttpResponse:
    """Show what can be done, or do it. `do` says what: relationship, head, leave."""
    viewer: Viewer = request.viewer
    row = member_of(viewer, member_id)
    if request.method != "POST":
        viewer.client(row.client_id, "family")
    family = next(one for one in families_of(viewer, row.client) if one.family.pk == row.family_id)
    others = [one for one in family.members if one.pk != row.pk]
    next_heads = [(str(one.pk), person_name(one.client)) for one in others] if row.is_head else []
    act = request.POST.get("do", "")
    leaving = LeaveForm(
        request.POST if act == "leave" else None, next_heads=next_heads, initial={"left_on": viewer.today}
    )
    if act in ("relationship", "head") or (act == "leave" and leaving.is_valid()):
        try:
            said = _do(viewer, row, act, request.POST, leaving)
        except NotDone as refusal:
            leaving.refuse(refusal)
        else:
            notices.saved(request, said)
            return redirect("family:family", row.client_id)
    head = next((person_name(one.client) for one in family.members if one.is_head), "")
    return client_page(
        request,
        "family/member.html",
        row.client,
        "family",
        row=row,
        head=head,
        others=others,
        hidden=family.hidden,
        relationship=RelationshipForm(initial={"relationship": row.relationship}, head=head),
        leaving=leaving,
    )


@require_POST
@requires(RIGHT)
def take_out(request: Any, member_id: uuid.UUID) -> HttpResponse:
    """Take out who was added by mistake, and go back to the family: of the head, where they are in none any more."""
    viewer: Viewer = request.viewer
    row = member_of(viewer, member_id)
    family = next(one for one in families_of(viewer, row.client) if one.family.pk == row.family_id)
    back = next((one.client_id for one in family.members if one.pk != row.pk), row.client_id)
    try:
        remove_member(viewer=viewer, member_id=row.pk)
    except NotDone as refusal:
        notices.refused(request, refusal.problems[0].message)
    else:
        notices.saved(request, _("%(name)s was taken out of the family.") % {"name": person_name(row.client)})
    return redirect("family:family", back)


def _do(viewer: Viewer, row: Any, act: str, sent: Any, leaving: LeaveForm) -> str:
    name = {"name": person_name(row.client)}
    if act == "head":
        change_head(viewer=viewer, member_id=row.pk)
        return _("%(name)s is the head of the family now.") % name
    if act == "relationship":
        say_relationship(viewer=viewer, member_id=row.pk, relationship=sent.get("relationship", ""))
        return _("Saved.")
    given = leaving.cleaned_data
    next_head = given.get("next_head")
    leave_family(
        viewer=viewer,
        member_id=row.pk,
        left_on=given["left_on"],
        next_head_id=uuid.UUID(next_head) if next_head else None,
    )
    return _("%(name)s left the family.") % name
