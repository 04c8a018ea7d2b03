"""Why may this person do this? Answers in words; changes nothing."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hearth.access.explain import explain
from hearth.access.people import Person, agencies, people
from hearth.access.roles import rights
from hearth.access.viewer import Viewer, requires
from hearth.screens.roles.screen import tabs


class WhyForm(forms.Form):
    """A person, a right, an agency, and one of its programs if one is meant."""

    account = forms.ChoiceField(label=gettext_lazy("Person"))
    right = forms.ChoiceField(label=gettext_lazy("What they want to do"))
    organization = forms.ChoiceField(label=gettext_lazy("When they work as"))
    project = forms.ChoiceField(label=gettext_lazy("At the program"), required=False)

    def __init__(self, data: Any, *, viewer: Viewer, known: list[Person]) -> None:
        super().__init__(data)
        choices = {
            "account": [(str(one.account.pk), one.account.name) for one in known],
            "right": list(rights().items()),
            "organization": [(str(agency.pk), agency.organization_name or "") for agency in agencies(viewer)],
            "project": [("", gettext_lazy("any of them"))]
            + [(str(project.pk), project.project_name or "") for project in _programs(viewer)],
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]


@require_safe
@requires("explain_access")
def why(request: Any) -> HttpResponse:
    """Ask for a person, a right and a place, and answer."""
    viewer: Viewer = request.viewer
    known = people(viewer, "explain_access")
    form = WhyForm(request.GET or None, viewer=viewer, known=known)
    answer = None
    if form.is_valid():
        asked = form.cleaned_data
        account = next(one.account for one in known if str(one.account.pk) == asked["account"])
        answer = _answer(viewer, account, asked)
    return render(request, "roles/why.html", {"tabs": tabs(viewer), "form": form, "answer": answer})


def _programs(viewer: Viewer) -> list[Any]:
    return list(viewer.projects.order_by("project_name", "id"))


def _answer(viewer: Viewer, account: Any, asked: dict[str, str]) -> dict[str, Any]:
    agency = next(one for one in agencies(viewer) if str(one.pk) == asked["organization"])
    project = next((one for one in _programs(viewer) if str(one.pk) == asked["project"]), None)
    found = explain(viewer, account, asked["right"], agency, project)
    return {
        "name": account.name,
        "right": rights()[asked["right"]],
        "may": found.may,
        "steps": found.steps,
    }
