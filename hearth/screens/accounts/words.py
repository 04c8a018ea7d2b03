"""What was done to an account, in words."""

from django.utils.translation import gettext, gettext_noop

_ACTS = {
    "sign_agreement": gettext_noop("Agreement signed"),
    "unlock_account": gettext_noop("Sign-in unlocked"),
    "deactivate_account": gettext_noop("Account closed"),
    "reactivate_account": gettext_noop("Account opened again"),
    "end_sessions": gettext_noop("All sign-ins ended"),
    "take_second_factor_away": gettext_noop("Second step taken away"),
}


def act_words(action: str) -> str:
    """Give an act's name for people."""
    return gettext(_ACTS.get(action, action))
