"""Whether an account has a second factor: an authenticator app or a passkey. Recovery codes alone are none."""

from allauth.mfa.models import Authenticator

from hearth.records.models import Account

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(account: Account) -> bool:
    """Say whether the account can show a second factor."""
    return bool(Authenticator.objects.filter(user_id=account.pk, type__in=FACTORS).exists())
