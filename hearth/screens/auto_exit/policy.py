"""The policy of exits by the system, in words, for everybody; a lead switches it for a project type.

Action: hearth/actions/keep_auto_exit_type.py.
"""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hearth.access.auto_exit_policy import KINDS, Policies
from hearth.access.people import coc_choices
from hearth.access.viewer import Viewer, requires
from hearth.actions.keep_auto_exit_type import keep_auto_exit_type
from hearth.actions.refusal import NotDone
from hearth.hud.standard import standard
from hearth.rules.exit.auto_exit import USUALLY_OFF
from hearth.ui import notices


class TypeForm(forms.Form):
    """One project type, on or off, and why."""

    project_type = forms.TypedChoiceField(label=gettext_lazy("Project type"), coerce=int)
    is_on = forms.TypedChoiceField(
        label=gettext_lazy("After the days without activity"),
        choices=[
            ("1", gettext_lazy("Exit the household")),
            ("0", gettext_lazy("Leave the household enrolled")),
        ],
        coerce=lambda word: word == "1",
    )
    why = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Needed where it is another way than usual. Everybody reads it on this page."),
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        choices: Any = [("", _("Choose…")), *_types()]
        self.fields["project_type"].choices = choices  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@requires("see_programs")
def policy(request: Any) -> HttpResponse:
    """Show when households are exited in a CoC (`coc`), and let who sets it there change it."""
    viewer: Viewer = request.viewer
    places = coc_choices(viewer) or [(code, code) for code in sorted(viewer.zones)]
    asked = request.POST.get("coc") or request.GET.get("coc", "")
    code = next((one for one, _name in places if one == asked), places[0][0] if places else "")
    may_change = bool(code) and viewer.may("manage_settings", coc=code)
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    form = TypeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            keep_auto_exit_type(
                by=viewer,
                coc_code=code,
                project_type=data["project_type"],
                is_on=data["is_on"],
                why=data["why"],
            )
        except NotDone as refusal:
            for problem in refusal.problems:
                form.add_error("why", problem.message)
        else:
            notices.saved(request, _("Kept. It holds from tonight on."))
            return redirect(f"{reverse('auto_exit:policy')}?coc={code}")
    return render(request, "auto_exit/policy.html", _told(viewer, code, places, form, may_change))


def _told(
    viewer: Viewer, code: str, places: list[tuple[str, str]], form: TypeForm, may_change: bool
) -> dict[str, Any]:
    policies = Policies()
    by_type = [
        (label, policies.at(code, int(number)), int(number) in USUALLY_OFF) for number, label in _types()
    ]
    one = by_type[0][1]
    return {
        "code": code,
        "places": places,
        "days": one.days,
        "warnings": sorted(one.warning_days, reverse=True),
        "kinds": [_(text) for kind, text in KINDS.items() if kind != "note" or one.notes_count],
        "notes_count": one.notes_count,
        "types": by_type,
        "form": form if may_change else None,
        "may_see_list": viewer.may("exit_household"),
    }


def _types() -> list[tuple[str, str]]:
    return [(code, label) for code, label in standard().lists["2.02.6"].labels.items() if code.isdecimal()]
