"""The list of the people who work here, and an account for one more. Action: create_account."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from hearth.access.account_people import looked_after, may_see_people
from hearth.access.people import agencies, coc_choices
from hearth.access.role_set import role_set_in_use
from hearth.access.viewer import Viewer, requires
from hearth.actions.create_account import create_account
from hearth.actions.notify import notify
from hearth.actions.refusal import NotDone
from hearth.screens.accounts.links import mail_password_link
from hearth.screens.refusable import RefusableForm
from hearth.ui import notices


class AccountForm(RefusableForm):
    """Who the new account is for. There is no password: the person chooses one by a link."""

    name = forms.CharField(label=gettext_lazy("Full name"), max_length=100)
    username = forms.CharField(
        label=gettext_lazy("User name"),
        max_length=25,
        help_text=gettext_lazy("Begins with a letter; letters, digits and _ only. It cannot be changed."),
    )
    email = forms.EmailField(label=gettext_lazy("Work e-mail"))
    organization = forms.ChoiceField(label=gettext_lazy("Agency"))
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    coc = forms.ChoiceField(
        label=gettext_lazy("Only in the CoC"),
        help_text=gettext_lazy("A CoC lead needs one. Others usually have none."),
        required=False,
    )

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        super().__init__(data)
        self.agencies = {str(one.pk): one for one in agencies(viewer)}
        roles = [
            (role.key, role.name)
            for role in role_set_in_use().roles.values()
            if role.rights <= viewer.role.rights and role.held_as != "additional"
        ]
        values: dict[str, list[tuple[str, Any]]] = {
            "organization": [(key, one.organization_name or "") for key, one in self.agencies.items()],
            "role": roles,
            "coc": [("", gettext_lazy("every CoC")), *coc_choices(viewer)],
        }
        for name, choices in values.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]


@require_safe
def list_accounts(request: HttpRequest) -> HttpResponse:
    """List everybody whose account the viewer looks after."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not may_see_people(viewer):
        raise PermissionDenied
    told = {
        "people": looked_after(viewer),
        "may_open": viewer.may("manage_accounts"),
        "zone": viewer.zone,
    }
    return render(request, "accounts/list.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("manage_accounts")
def open_account(request: HttpRequest) -> HttpResponse:
    """Open an account and mail its owner a link to choose a password."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    form = AccountForm(request.POST if request.method == "POST" else None, viewer=viewer)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            account = create_account(
                by=viewer,
                username=asked["username"],
                email=asked["email"],
                name=asked["name"],
                password=None,
                organization=form.agencies[asked["organization"]],
                role=asked["role"],
                coc_code=asked["coc"],
            )
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            notify("account_opened", [account], facts={"username": account.username})
            mail_password_link(request, account)
            notices.saved(request, _("The account is open. A link to choose a password is on its way."))
            return redirect("accounts:person", account.pk)
    return render(request, "accounts/open.html", {"form": form})
