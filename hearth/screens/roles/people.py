"""The people with roles: their list (also as a file), and the roles of one of them. Actions: grant_role."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearth.access.people import Person, agencies, as_csv, coc_choices, people, person
from hearth.access.role_set import role_set_in_use
from hearth.access.viewer import NotVisible, Viewer, requires
from hearth.actions.grant_role import grant_role, take_role_away
from hearth.actions.refusal import NotDone
from hearth.screens.refusable import RefusableForm
from hearth.screens.roles.screen import tabs
from hearth.screens.roles.words import held_as_words, seats_words
from hearth.ui import notices


class RoleForm(RefusableForm):
    """A role at an agency."""

    organization = forms.ChoiceField(label=gettext_lazy("Agency"))
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    coc = forms.ChoiceField(
        label=gettext_lazy("Only in the CoC"),
        help_text=gettext_lazy(
            "A CoC lead needs one. Others usually have none: their role reaches every CoC."
        ),
        required=False,
    )
    is_primary = forms.BooleanField(label=gettext_lazy("This is their main agency"), required=False)

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        super().__init__(data)
        places = [(str(one.pk), one.organization_name or "") for one in agencies(viewer)]
        roles = [
            (role.key, f"{role.name} ({held_as_words(role)}, {seats_words(role)})")
            for role in role_set_in_use().roles.values()
            if role.rights <= viewer.role.rights
        ]
        cocs = [("", gettext_lazy("every CoC")), *coc_choices(viewer)]
        for name, values in {"organization": places, "role": roles, "coc": cocs}.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]


@require_safe
@requires("see_licences")
def list_people(request: Any) -> HttpResponse:
    """List the people with their roles, last logins and agreements."""
    viewer: Viewer = request.viewer
    return render(
        request,
        "roles/people.html",
        {
            "tabs": tabs(viewer),
            "people": people(viewer),
            "may_manage": viewer.may("manage_accounts"),
            "zone": viewer.zone,
        },
    )


@require_safe
@requires("see_licences")
def list_as_csv(request: Any) -> HttpResponse:
    """Give the list as a file, for the lead's monitoring (CAP-08)."""
    answer = HttpResponse(as_csv(people(request.viewer)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="accounts.csv"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage_accounts")
def roles_of_person(request: Any, account_id: uuid.UUID) -> HttpResponse:
    """Show the roles of a person; a POST gives or changes one."""
    viewer: Viewer = request.viewer
    who = person(viewer, account_id, "manage_accounts")
    form = RoleForm(request.POST if request.method == "POST" else None, viewer=viewer)
    if form.is_valid():
        asked = form.cleaned_data
        agency = next(one for one in agencies(viewer) if str(one.pk) == asked["organization"])
        try:
            grant_role(
                by=viewer,
                account_id=account_id,
                organization=agency,
                role=asked["role"],
                coc_code=asked["coc"],
                is_primary=asked["is_primary"],
            )
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            _said(request, who, agency)
            return redirect("roles:person", account_id)
    return render(
        request,
        "roles/person.html",
        {"who": who, "form": form, "is_self": who.account.pk == viewer.account.pk},
    )


@require_POST
@requires("manage_accounts")
def take_away(request: Any, account_id: uuid.UUID) -> HttpResponse:
    """Take a person's role at an agency away."""
    viewer: Viewer = request.viewer
    person(viewer, account_id, "manage_accounts")
    sent = request.POST.get("organization", "")
    agency = next((one for one in agencies(viewer) if str(one.pk) == sent), None)
    if agency is None:
        raise NotVisible("There is no such agency.")
    try:
        take_role_away(by=viewer, account_id=account_id, organization=agency)
    except NotDone as refusal:
        for problem in refusal.problems:
            messages.error(request, problem.message)
    else:
        text = _("The role at %(agency)s was taken away. It can be given again below.")
        notices.saved(request, text % {"agency": agency.organization_name})
    return redirect("roles:person", account_id)


def _said(request: Any, who: Person, agency: Any) -> None:
    words = {"name": who.account.name, "agency": agency.organization_name}
    notices.saved(request, _("%(name)s has the role at %(agency)s now.") % words)
