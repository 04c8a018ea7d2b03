"""Sign the confidentiality agreement: the version that was read, under one's own name (PRV-09)."""

from django.utils.translation import gettext_noop

from hearth.access.account_agreement import agreement_for
from hearth.actions.about_account import acting_on
from hearth.actions.refusal import stop_if
from hearth.records import clock
from hearth.records.models import Account, SignedAgreement
from hearth.rules.facts import Broken


def sign_agreement(*, account: Account, version: str, name: str) -> SignedAgreement:
    """Store the signature with its version, the digest of the text, the name as typed, and the moment.

    Raises NotDone for a version that is not the one in force, and for a name that is not the account's.
    """
    now = agreement_for(account)
    broken = []
    if version != now.version:
        broken.append(
            Broken(
                "agreement/in_force",
                gettext_noop("The agreement has changed since you opened it. Read it again."),
            )
        )
    if _plain(name) != _plain(account.name):
        broken.append(
            Broken(
                "agreement/own_name",
                gettext_noop("Sign with your name as it stands in your account: %(name)s."),
                {"name": account.name},
            )
        )
    stop_if(broken)
    with acting_on(account, "sign_agreement", by=account):
        return SignedAgreement.objects.create(
            account=account,
            version=now.version,
            text_digest=now.digest,
            signed_name=name.strip(),
            signed_at=clock.instant(),
        )


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
