"""The page that a client reads and signs: no navigation, large, in their language. Action: sign_release.

It works while the login is locked: a device that was handed over shows this page and nothing else of anybody.
"""

import json
import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from hearth.access import account_sessions
from hearth.access.consent_texts import Kind, Text, text_by_key
from hearth.access.in_care import minors_living_with
from hearth.access.own_pages import open_while_locked
from hearth.access.viewer import Viewer, requires
from hearth.actions.refusal import NotDone
from hearth.actions.sign_release import Answer, Child, Given, sign_release
from hearth.actions.stamp import person_name
from hearth.rules.consent.drawn_name import read_strokes
from hearth.screens.release.asked import Asked, forget, recall
from hearth.screens.release.form import CLIENT, YES, SignForm
from hearth.screens.release.screen import LANGUAGES, coc_of
from hearth.ui import notices


@open_while_locked
@require_http_methods(["GET", "HEAD", "POST"])
@requires("record_release")
def sign(request: Any, asked_id: uuid.UUID) -> HttpResponse:
    """Let the client read, answer and sign. 404 when nothing waits under this id in this login."""
    asked = recall(request, asked_id)
    text = text_by_key(Kind.RELEASE, asked.text_key) if asked else None
    if asked is None or text is None:
        raise Http404
    viewer: Viewer = request.viewer
    client = viewer.client(uuid.UUID(asked.client_id), "release")
    language = text.language_for(request.GET.get("language") or asked.language)
    with override(language):
        children = [
            one for one in minors_living_with(viewer, client, viewer.today) if str(one.pk) in asked.children
        ]
        form = SignForm(
            request.POST or None,
            text=text,
            language=language,
            ends_on=asked.end,
            initial={"signed_name": person_name(client) if asked.signer == CLIENT else ""},
        )
        if request.method == "POST" and form.is_valid():
            try:
                given = _given(form, asked, text, language, children)
                sign_release(viewer=viewer, client=client, given=given, coc_code=coc_of(viewer))
            except NotDone as refusal:
                form.refuse(refusal)
            else:
                forget(request, asked_id)
                return _thanks(request, asked, client, text, language)
        return render(
            request,
            "release/sign.html",
            {
                "asked": asked,
                "asked_id": asked_id,
                "text": text,
                "words": {"title": text.title(language), "text": text.body(language)},
                "language": language,
                "languages": [(one, LANGUAGES.get(one, one)) for one in text.languages if one != language],
                "about": [person_name(one) for one in (client, *children)],
                "by_other": asked.signer != CLIENT,
                "form": form,
            },
        )


@open_while_locked
@require_POST
@requires("record_release")
def leave(request: Any, asked_id: uuid.UUID) -> HttpResponse:
    """Leave at once: nothing is stored, and the screen is locked and tells nothing."""
    forget(request, asked_id)
    account_sessions.lock(request.login_session)
    return redirect("account:locked")


def _thanks(request: Any, asked: Asked, client: Any, text: Text, language: str) -> HttpResponse:
    back = reverse("release:client", args=[client.pk])
    if not asked.handed:
        notices.saved(request, _("The answer was recorded. It holds at once."))
        return redirect(back)
    return render(request, "release/thanks.html", {"back": back, "language": language, "text": text})


def _given(form: SignForm, asked: Asked, text: Text, language: str, children: list[Any]) -> Given:
    given = form.cleaned_data
    try:
        sent = json.loads(given["strokes"] or "[]")
    except ValueError:
        sent = []
    return Given(
        text=text,
        language=language,
        method="typed" if given["by_name"] else "drawn",
        signed_name=given["signed_name"],
        answers={one.code: Answer(given[f"network_{one.code}"] == YES, asked.end) for one in text.networks},
        starts_on=asked.start,
        scope=asked.scope,
        signer=asked.signer,
        minor_agreed=asked.minor_agreed,
        covers_sensitive=given["sensitive"] == YES,
        covers_part_2=given["part_2"] == YES,
        strokes=read_strokes(sent, given["width"] or 0, given["height"] or 0),
        children=[Child(one, agreed=asked.children_agreed) for one in children],
        children_by=asked.children_by,
    )


def _answer(said: str, asked: Asked) -> Answer:
    """A no has no end: it holds until the client says otherwise."""
    return Answer(True, asked.end) if said == YES else Answer(False)
