"""allauth's forms with what we ask of them: tries left are told, wrong codes are counted."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hearth.access.account_lockout import code_is_open, count_wrong_code, forget_wrong_codes, tries_left
from hearth.records.models import Account


class SignInForm(LoginForm):  # type: ignore[misc]
    """The user name and the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = gettext_lazy("User name or e-mail")

    def _clean_with_password(self, credentials: dict[str, Any]) -> Any:
        try:
            return super()._clean_with_password(credentials)
        except forms.ValidationError as refused:
            left = tries_left(self.request)
            if left is None:
                raise
            told = _("This user name and password do not belong together.")
            if left:
                told += " " + ngettext(
                    "You have %(left)d more try.", "You have %(left)d more tries.", left
                ) % {"left": left}
            raise forms.ValidationError(told, code="password_mismatch") from refused


class _CountedCode:
    """Wrong codes are counted in the database, for all processes, and end in a lockout."""

    user: Account

    def clean_code(self) -> str:
        request = context.request
        if not code_is_open(request, self.user.username):
            request.axes_locked_out = True
            request.axes_credentials = {"username": f"code:{self.user.username}"}
            raise forms.ValidationError(_("Too many codes were wrong."))
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except forms.ValidationError:
            count_wrong_code(request, self.user.username)
            raise
        forget_wrong_codes(self.user.username)
        return code


class SecondFactorForm(_CountedCode, AuthenticateForm):  # type: ignore[misc]
    """The code at sign-in."""


class SecondFactorAgainForm(_CountedCode, ReauthenticateForm):  # type: ignore[misc]
    """The code before something weighty."""
