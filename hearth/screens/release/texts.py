"""The texts that clients read: their versions, writing the next one, and the public privacy notice.

Action: hearth/actions/keep_consent_text.py.
"""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.access.consent_texts import (
    EVERYWHERE,
    HMIS,
    LANGUAGES,
    Kind,
    Network,
    Overlap,
    Text,
    here_today,
    text_by_key,
    text_in_force,
    versions,
)
from hearth.access.people import coc_choices
from hearth.access.viewer import Viewer, requires
from hearth.actions.keep_consent_text import keep_consent_text, may_keep_texts, network_of
from hearth.actions.refusal import NotDone
from hearth.screens.refusable import RefusableForm
from hearth.ui import notices

_NAMES = {"en": gettext_lazy("English"), "es": gettext_lazy("Spanish")}
_MORE_NETWORKS = 2


class TextForm(RefusableForm):
    """The next version of a text. It begins as the one that holds now."""

    effective_on = forms.DateField(
        label=gettext_lazy("Holds from"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for language in LANGUAGES:
            needed = language == "en"
            self.fields[f"title_{language}"] = forms.CharField(
                label=_("Title"), max_length=120, required=needed
            )
            self.fields[f"text_{language}"] = forms.CharField(
                label=_("Text"),
                required=needed,
                widget=forms.Textarea(attrs={"rows": 12}),
                help_text=_("An empty line begins a new paragraph. Short sentences, plain words."),
            )
        if kind == Kind.RELEASE:
            self._ask_for_networks()

    def _ask_for_networks(self) -> None:
        self.fields["overlap"] = forms.ChoiceField(
            label=_("Two releases of one client at a time"), choices=Overlap.choices
        )
        for number in range(_MORE_NETWORKS + 1):
            for language in LANGUAGES:
                self.fields[f"network_{number}_{language}"] = forms.CharField(
                    label=_NAMES[language], max_length=120, required=number == 0 and language == "en"
                )

    @property
    def languages(self) -> list[tuple[Any, Any, Any]]:
        """Give each language with its title and its text."""
        return [(_NAMES[one], self[f"title_{one}"], self[f"text_{one}"]) for one in LANGUAGES]

    @property
    def networks(self) -> list[list[Any]]:
        """Give the names of each network; the first is the HMIS itself."""
        if self.kind != Kind.RELEASE:
            return []
        numbers = range(_MORE_NETWORKS + 1)
        return [[self[f"network_{number}_{one}"] for one in LANGUAGES] for number in numbers]

    def words(self) -> dict[str, dict[str, str]]:
        """Give what was written, by language."""
        given = self.cleaned_data
        return {
            one: {"title": given[f"title_{one}"], "text": given[f"text_{one}"].replace("\r\n", "\n")}
            for one in LANGUAGES
        }

    def named_networks(self) -> list[Network]:
        """Give the networks that were named."""
        if self.kind != Kind.RELEASE:
            return []
        given, found = self.cleaned_data, []
        for number in range(_MORE_NETWORKS + 1):
            names = {one: given[f"network_{number}_{one}"].strip() for one in LANGUAGES}
            if number == 0:
                found.append(Network(HMIS, {k: v for k, v in names.items() if v}))
            elif names["en"]:
                found.append(network_of(names))
        return found


@require_safe
@requires("manage_settings")
def texts(request: Any) -> HttpResponse:
    """List the texts of each place with all their versions."""
    viewer: Viewer = request.viewer
    places = [
        (key, name, [(kind.value, kind.label, versions(kind, code)) for kind in Kind])
        for key, name, code in _places(viewer)
    ]
    return render(request, "release/texts.html", {"places": places, "today": viewer.today})


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage_settings")
def new(request: Any) -> HttpResponse:
    """Write the next version; `place` and `kind` stand in the address. It is shown as clients will read it first."""
    viewer: Viewer = request.viewer
    kind = Kind.NOTICE if request.GET.get("kind") == Kind.NOTICE else Kind.RELEASE
    places = {key: (name, code) for key, name, code in _places(viewer)}
    place = request.GET.get("place") or next(iter(places), "")
    if place not in places:
        raise PermissionDenied
    name, coc_code = places[place]
    before = text_in_force(kind, coc_code, viewer.today)
    form = TextForm(request.POST or None, kind=kind, initial=_initial(viewer, before))
    shown = []
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            shown = [(_NAMES[one], words, one) for one, words in form.words().items() if words["title"]]
        else:
            try:
                kept = _keep(viewer, form, kind, coc_code)
            except NotDone as refusal:
                form.refuse(refusal)
            else:
                notices.saved(request, _("Version %(version)s is kept.") % {"version": kept.version})
                return redirect("release:texts")
    context = {"form": form, "kind": kind, "name": name, "shown": shown, "before": before}
    return render(request, "release/new_text.html", context)


@login_not_required
@require_safe
def notice(request: Any, text_key: str = "") -> HttpResponse:
    """Show the privacy notice to everybody: the one that holds, or an older one by its key; `coc` names a CoC."""
    coc, today = here_today(request.GET.get("coc", ""))
    text = text_by_key(Kind.NOTICE, text_key) if text_key else text_in_force(Kind.NOTICE, coc, today)
    if text is None:
        raise Http404
    language = text.language_for(request.GET.get("language") or get_language() or "en")
    with override(language):
        context = {
            "words": {"title": text.title(language), "text": text.body(language)},
            "text": text,
            "older": [one for one in versions(Kind.NOTICE, text.coc_code) if one.key != text.key],
            "languages": [(one, _NAMES[one]) for one in text.languages if one != language],
        }
        return render(request, "release/notice.html", context)


def _places(viewer: Viewer) -> list[tuple[str, str, str | None]]:
    found: list[tuple[str, str, str | None]] = []
    if may_keep_texts(viewer, None):
        found.append((EVERYWHERE, _("The whole community"), None))
    return found + [(code, name, code) for code, name in coc_choices(viewer) if may_keep_texts(viewer, code)]


def _initial(viewer: Viewer, before: Text) -> dict[str, Any]:
    found: dict[str, Any] = {"effective_on": viewer.today, "overlap": before.overlap}
    for language, words in before.words.items():
        found |= {f"title_{language}": words["title"], f"text_{language}": words["text"]}
    for number, network in enumerate(before.networks):
        found |= {f"network_{number}_{language}": name for language, name in network.name.items()}
    return found


def _keep(viewer: Viewer, form: TextForm, kind: str, coc_code: str | None) -> Text:
    return keep_consent_text(
        viewer=viewer,
        kind=kind,
        coc_code=coc_code,
        effective_on=form.cleaned_data["effective_on"],
        words=form.words(),
        networks=form.named_networks(),
        overlap=form.cleaned_data.get("overlap") or Overlap.AGENCY,
    )
