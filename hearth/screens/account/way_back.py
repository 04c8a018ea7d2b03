"""Ways back in: a paused account by mail and second factor, a closed sign-in by second factor.

Nobody is logged in here, so nothing says whether an account exists: what is shown is the same for every name.
"""

import uuid
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from hearth.access.account_lockout import code_is_open, count_wrong_code
from hearth.access.account_state import State, state_of
from hearth.access.reset_links import ResetLinks
from hearth.access.second_factor import has_second_factor
from hearth.access.sign_in_forms import SecondFactorForm
from hearth.access.sign_up import PAUSED_KEY
from hearth.actions.keep_accounts import reactivate_own_account, release_by_second_factor
from hearth.ui import notices


class Reactivation(ResetLinks):
    """The key of a link that opens a paused account again."""

    key_salt = "hearth.reactivation"


class CodeForm(forms.Form):
    """A user name, and a code of the authenticator app or a recovery code."""

    login = forms.CharField(label=gettext_lazy("User name"), max_length=100)
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        help_text=gettext_lazy("The 6 numbers that your app shows now, or a recovery code."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )


class PasswordForm(forms.Form):
    """The password, and a code where the account has a second factor."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
    )

    def __init__(self, *args: Any, asks_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks_code:
            self.fields["code"] = CodeForm().fields["code"]


@login_not_required
def paused(request: HttpRequest) -> HttpResponse:
    """Say that the account is paused or at rest, and send the link that opens a paused one again.

    Only who has just given the right password or passkey arrives here; others are sent to sign in.
    """
    account = _account(request.session.get(PAUSED_KEY))
    state = state_of(account) if account else State.ACTIVE
    if account is None or state not in (State.PAUSED, State.RESTING):
        return redirect("account_login")
    is_sent = False
    if request.method == "POST" and state is State.PAUSED:
        link = reverse("account:reactivate", args=[account.pk, Reactivation().make_token(account)])
        told = {"url": request.build_absolute_uri(link)}
        get_adapter(request).send_mail("account/email/reactivation", account.email, told)
        is_sent = True
    return render(request, "account/paused.html", {"is_resting": state is State.RESTING, "is_sent": is_sent})


@login_not_required
@sensitive_post_parameters("password", "code")
def reactivate(request: HttpRequest, account_id: uuid.UUID, key: str) -> HttpResponse:
    """Open a paused account again: the mailed link, the password, and the second factor where there is one."""
    account = _account(account_id)
    is_good = account is not None and Reactivation().check_token(account, key)
    if account is None or not is_good or state_of(account) is not State.PAUSED:
        return render(request, "account/reactivate.html", {"form": None})
    form = PasswordForm(request.POST or None, asks_code=has_second_factor(account))
    if request.method == "POST" and form.is_valid():
        if _is_owner(request, account, form.cleaned_data):
            reactivate_own_account(account=account)
            notices.saved(request, _("Your account is active again. Sign in now."))
            return redirect("account_login")
        form.add_error(None, _("That was not right. Try again."))
    return render(request, "account/reactivate.html", {"form": form})


@login_not_required
@sensitive_post_parameters("code")
def release(request: HttpRequest) -> HttpResponse:
    """Open one's own sign-in again by a code of the second factor."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["login"].strip()
        found = get_user_model().objects.filter(
            **{"email__iexact" if "@" in name else "username__iexact": name}
        )
        account: Any = found.first()
        if (
            account is not None
            and has_second_factor(account)
            and _is_right_code(account, form.cleaned_data["code"])
        ):
            release_by_second_factor(account=account)
            notices.saved(request, _("Your sign-in is open again. Sign in now."))
            return redirect("account_login")
        if account is None or not has_second_factor(account):
            # Counted and answered as if there were one.
            if code_is_open(request, name):
                count_wrong_code(request, name)
            else:
                request.axes_locked_out = True  # type: ignore[attr-defined]
        form.add_error(None, _("This user name and code do not belong together."))
    return render(request, "account/release.html", {"form": form})


def _is_owner(request: HttpRequest, account: Any, given: dict[str, str]) -> bool:
    if not get_adapter(request).reauthenticate(account, given["password"]):
        return False
    return not has_second_factor(account) or _is_right_code(account, given.get("code", ""))


def _is_right_code(account: Any, code: str) -> bool:
    form: AuthenticateForm = SecondFactorForm({"code": code}, user=account)
    is_right = bool(form.is_valid())
    if is_right:
        form.authenticator.record_usage()
    return is_right


def _account(account_id: Any) -> Any:
    return get_user_model().objects.filter(pk=account_id).first() if account_id else None
