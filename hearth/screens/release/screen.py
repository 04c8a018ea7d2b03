"""A client's release: what holds, ask again on a screen, or record what was signed on paper or said.

Action: hearth/actions/sign_release.py.
"""

import uuid
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hearth.access import account_sessions
from hearth.access.consent_state import releases_of
from hearth.access.consent_texts import Kind, Text, text_in_force
from hearth.access.in_care import is_minor, minors_living_with
from hearth.access.viewer import Viewer, requires
from hearth.actions.record_release import usual_end
from hearth.actions.refusal import NotDone
from hearth.actions.sign_release import Answer, Child, Given, sign_release
from hearth.actions.stamp import person_name
from hearth.screens.client_frame import client_page
from hearth.screens.release.asked import Asked, remember
from hearth.screens.release.form import CLIENT, PARENT, YES, AskForm, ToldForm
from hearth.ui import notices

# Both forms of the page have these fields.
_ASK_ID = "ask_%s"
LANGUAGES = {"en": gettext_lazy("English"), "es": gettext_lazy("Spanish")}


@require_http_methods(["GET", "HEAD", "POST"])
@requires("find_client")
def release(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Show what holds and what was answered before; record an answer on paper or in speech."""
    viewer: Viewer = request.viewer
    if request.method == "POST" and not viewer.may("record_release"):
        raise PermissionDenied
    client = viewer.client(client_id, "release")
    children = minors_living_with(viewer, client, viewer.today)
    form = ToldForm(request.POST or None, request.FILES or None, **_told_by(viewer, client, children))
    if request.method == "POST" and form.is_valid():
        try:
            sign_release(viewer=viewer, client=client, given=_given(form, children), coc_code=coc_of(viewer))
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            notices.saved(request, _("The answer was recorded. It holds at once."))
            return redirect("release:client", client.pk)
    blank = AskForm(auto_id=_ASK_ID, **_told_by(viewer, client, children))
    return _page(request, client, blank, form)


@require_POST
@requires("record_release")
def ask(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Go to the page that the client reads and signs; with `hand_over` the login is locked first."""
    viewer: Viewer = request.viewer
    client = viewer.client(client_id, "release")
    children = minors_living_with(viewer, client, viewer.today)
    form = AskForm(request.POST, auto_id=_ASK_ID, **_told_by(viewer, client, children))
    if not form.is_valid():
        return _page(request, client, form, ToldForm(**_told_by(viewer, client, children)))
    given = form.cleaned_data
    end = given["ends_on"] or usual_end(viewer, given["starts_on"], coc_of(viewer))
    handed = "hand_over" in request.POST
    asked = Asked(
        client_id=str(client.pk),
        language=given["language"],
        starts_on=given["starts_on"].isoformat(),
        ends_on=end.isoformat(),
        scope=given["scope"],
        signer=given.get("signer") or CLIENT,
        minor_agreed=bool(given.get("minor_agreed")),
        children=list(given.get("children") or []),
        children_by=given.get("children_by") or PARENT,
        children_agreed=bool(given.get("children_agreed")),
        text_key=form.text.key,
        handed=handed,
    )
    asked_id = remember(request, asked)
    if handed:
        account_sessions.lock(request.login_session)
    return redirect("release:sign", asked_id)


def coc_of(viewer: Viewer) -> str | None:
    """Give the CoC under whose text a client is asked here."""
    return viewer.agency_role.coc_id or next(iter(viewer.zones), None)


def text_here(viewer: Viewer) -> Text:
    """Give the text that a client is asked to sign here today."""
    return text_in_force(Kind.RELEASE, coc_of(viewer), viewer.today)


def _told_by(viewer: Viewer, client: Any, children: list[Any]) -> dict[str, Any]:
    text = text_here(viewer)
    minor = is_minor(client, viewer.today)
    return {
        "text": text,
        "languages": [(one, LANGUAGES.get(one, one)) for one in text.languages],
        "children": []
        if minor and not children
        else [(str(one.pk), _child(viewer, one)) for one in children],
        "is_minor": minor,
        "initial": {
            "language": text.language_for(get_language() or "en"),
            "starts_on": viewer.today,
            "ends_on": usual_end(viewer, viewer.today, coc_of(viewer)),
            "signed_name": "" if minor else person_name(client),
        },
    }


def _child(viewer: Viewer, child: Any) -> str:
    born = child.dob
    return _("%(name)s, born in %(year)s") % {"name": person_name(child), "year": born.year if born else "?"}


def _given(form: ToldForm, children: list[Any]) -> Given:
    given = form.cleaned_data
    chosen = set(given.get("children") or [])
    paper = given.get("paper")
    return Given(
        text=form.text,
        language=given["language"],
        method=given["how"],
        signed_name=given["signed_name"],
        answers={
            one.code: Answer(
                given[f"network_{one.code}"] == YES, given[f"until_{one.code}"] or given["ends_on"]
            )
            for one in form.text.networks
            if given[f"network_{one.code}"]
        },
        starts_on=given["starts_on"],
        scope=given["scope"],
        signer=given.get("signer") or CLIENT,
        minor_agreed=bool(given.get("minor_agreed")),
        covers_sensitive=given["covers_sensitive"],
        covers_part_2=given["covers_part_2"],
        paper=paper.read() if paper else b"",
        paper_name=paper.name if paper else "",
        children=[
            Child(one, agreed=bool(given.get("children_agreed"))) for one in children if str(one.pk) in chosen
        ],
        children_by=given.get("children_by") or PARENT,
    )


def _page(request: Any, client: Any, ask_form: AskForm, form: ToldForm) -> HttpResponse:
    viewer: Viewer = request.viewer
    told = releases_of(viewer, client)
    names = {one.code: one.name_in(get_language() or "en") for one in form.text.networks}
    return client_page(
        request,
        "release/screen.html",
        client,
        "release",
        ask=ask_form,
        form=form,
        text=form.text,
        now=[(name, _holding(told, code)) for code, name in names.items()],
        releases=[(one, ", ".join(names.get(code, code) for code in one.release.networks)) for one in told],
        may_record=viewer.may("record_release"),
    )


def _holding(told: list[Any], code: str) -> tuple[str, date | None]:
    """Give what a network's newest answer amounts to: "yes" with its last day, "no", "ended", or nothing."""
    of_network = [one for one in told if code in one.release.networks]
    holding = next((one for one in of_network if one.is_in_force), None)
    if holding:
        return "yes", holding.release.ends_on
    if not of_network:
        return "", None
    newest = of_network[0].release
    said_no = not newest.permission or newest.withdrawn_at is not None
    return ("no", None) if said_no else ("ended", newest.ends_on)
