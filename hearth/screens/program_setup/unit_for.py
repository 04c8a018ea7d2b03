"""Whom a unit is for. Action: hearth/actions/keep_unit_for.py."""

import uuid
from typing import Any, Final

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hearth.access.programs import unit_in_sight
from hearth.access.viewer import Viewer, requires
from hearth.actions.keep_program import RIGHT
from hearth.actions.keep_unit_for import UnitFor, keep_unit_for
from hearth.actions.refusal import NotDone
from hearth.hud.standard import standard
from hearth.screens.refusable import RefusableForm
from hearth.ui import notices

_MOST_PEOPLE: Final = 30
_SEXES: Final = [
    ("", gettext_lazy("Anybody")),
    ("0", gettext_lazy("Women and girls")),
    ("1", gettext_lazy("Men and boys")),
]


class UnitForForm(RefusableForm):
    """Whom a unit is for. The bed board warns of who is not; it refuses nobody."""

    household_type = forms.TypedChoiceField(
        label=gettext_lazy("For which households"), required=False, coerce=int, empty_value=None
    )
    most_people = forms.IntegerField(
        label=gettext_lazy("Most people in the household"),
        required=False,
        min_value=1,
        max_value=_MOST_PEOPLE,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    sex = forms.TypedChoiceField(
        label=gettext_lazy("For women or for men"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=_SEXES,
        help_text=gettext_lazy("Only where the law lets the program choose: shared rooms to sleep in."),
    )
    for_veterans = forms.BooleanField(label=gettext_lazy("For households with a veteran"), required=False)
    for_youth = forms.BooleanField(
        label=gettext_lazy("For youth: everybody in the household is under 25"), required=False
    )
    is_accessible = forms.BooleanField(
        label=gettext_lazy("Accessible with a wheelchair"),
        required=False,
        help_text=gettext_lazy("It is shown. Nobody is warned for not needing it."),
    )

    def __init__(self, data: Any, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        kinds = standard().lists["2.07.4"].labels.items()
        self.fields["household_type"].choices = [("", _("Any household")), *kinds]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RIGHT)
def change(request: Any, unit_id: uuid.UUID) -> HttpResponse:
    """Show whom a unit is for, and change it."""
    viewer: Viewer = request.viewer
    unit = unit_in_sight(viewer, unit_id)
    project = viewer.project(unit.project_id)
    if not viewer.may(RIGHT, project):
        raise PermissionDenied
    initial = {name: getattr(unit, name) for name in UnitForForm.base_fields}
    form = UnitForForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            keep_unit_for(viewer=viewer, unit_id=unit.pk, said=UnitFor(**form.cleaned_data))
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            notices.saved(request, _("Saved: whom unit %(unit)s is for.") % {"unit": unit.name})
            return redirect("program_setup:units", project.pk)
    return render(
        request, "program_setup/unit_for_form.html", {"form": form, "unit": unit, "project": project}
    )
