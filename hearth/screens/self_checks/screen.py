"""The yearly self-check: the agency's own, and for the lead all agencies'. Action: answer_self_check."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from hearth.access.viewer import Viewer
from hearth.actions.duties import DUTIES
from hearth.actions.self_checks import answer_self_check, left_open, may_answer, self_check, self_checks
from hearth.ui import notices

_ON_A_PAGE = 50
_ANSWERS = [
    ("yes", gettext_lazy("Yes")),
    ("no", gettext_lazy("No, or not everywhere")),
    ("not_here", gettext_lazy("Does not apply here")),
]


class AnswerForm(forms.Form):
    """For each duty an answer and a note; the note is needed where the answer is no."""

    def __init__(self, answers: dict[str, dict[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for duty in DUTIES:
            kept = answers.get(duty.key, {})
            self.fields[duty.key] = forms.ChoiceField(
                label=_(duty.question),
                help_text=_(duty.look_at),
                choices=_ANSWERS,
                widget=forms.RadioSelect,
                initial=kept.get("answer"),
                error_messages={"required": _("Answer this.")},
            )
            self.fields[f"{duty.key}_note"] = forms.CharField(
                label=_("What is done about it, and until when"),
                initial=kept.get("note", ""),
                max_length=500,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Tell of every duty at once what is still open."""
        for problem in left_open(self.answers()):
            if problem.rule not in self.errors:
                self.add_error(problem.rule, problem.message)
        return self.cleaned_data

    def answers(self) -> dict[str, dict[str, str]]:
        """Give what was answered; all of it, once the form is valid."""
        data = self.cleaned_data
        return {
            one.key: {"answer": data.get(one.key, ""), "note": data.get(f"{one.key}_note", "")}
            for one in DUTIES
        }


@require_safe
def listing(request: Any) -> HttpResponse:
    """Show the agency's checks; the lead sees all agencies', the open ones first."""
    viewer: Viewer = request.viewer
    found = self_checks(viewer).order_by("-year", "answered_at", "due_on", "id")
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    named = dict(viewer.organizations.values_list("pk", "organization_name"))
    rows = [_described(viewer, check, named) for check in page.object_list]
    return render(request, "self_checks/list.html", {"page": page, "rows": rows, "zone": viewer.zone})


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: Any, check_id: uuid.UUID) -> HttpResponse:
    """Show one check with its answers; who answers for the agency gets the form."""
    viewer: Viewer = request.viewer
    check = self_check(viewer, check_id)
    mine = may_answer(viewer, check)
    if request.method == "POST" and not mine:
        raise PermissionDenied
    form = AnswerForm(check.answers, request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer_self_check(viewer, check_id, form.answers())
        notices.saved(request, _("The self-check of %(year)s is kept.") % {"year": check.year})
        return redirect("self_checks:list")
    named = dict(viewer.organizations.values_list("pk", "organization_name"))
    words = dict(_ANSWERS)
    kept = [(duty, check.answers.get(duty.key, {})) for duty in DUTIES]
    told = [(_(duty.question), words.get(given.get("answer")), given.get("note", "")) for duty, given in kept]
    return render(
        request,
        "self_checks/one.html",
        {**_described(viewer, check, named), "form": form, "mine": mine, "told": told, "zone": viewer.zone},
    )


def _described(viewer: Viewer, check: Any, named: dict[Any, str | None]) -> dict[str, Any]:
    answers = check.answers.values()
    return {
        "check": check,
        "agency": named.get(check.organization_id) or "",
        "is_late": check.answered_at is None and check.due_on < viewer.today,
        "noes": sum(one["answer"] == "no" for one in answers),
    }
