"""The confidentiality agreement: what is signed, and whether an account's signature still holds (PRV-09)."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from hearth.access.account_settings import settings_of
from hearth.records import clock
from hearth.records.models import Account, SignedAgreement

_SHIPPED = "2026-1"
_KEYS = ("agreement", "agreement_days")


@dataclass(frozen=True, slots=True)
class Agreement:
    """The text that holds now, in the reader's language where there is one, and how long a signature lasts."""

    version: str
    text: str
    days: int

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def agreement_for(account: Account) -> Agreement:
    """Give the agreement that an account has to sign: its community's own, else the one that Hearth brings."""
    values = settings_of(account, *_KEYS)
    own: dict[str, Any] = values["agreement"]
    if own:
        return Agreement(str(own["version"]), str(own["text"]), values["agreement_days"])
    folder = Path(__file__).parent / "agreement"
    wanted = folder / f"{_SHIPPED}.{(get_language() or 'en')[:2]}.txt"
    path = wanted if wanted.is_file() else folder / f"{_SHIPPED}.en.txt"
    return Agreement(_SHIPPED, path.read_text("utf-8"), values["agreement_days"])


def version_in_force(own: dict[str, Any]) -> str:
    """Give the version of the agreement that holds, from the setting `agreement`."""
    return str(own["version"]) if own else _SHIPPED


def last_signature(account: Account) -> SignedAgreement | None:
    """Give the newest signature of an account."""
    return SignedAgreement.objects.filter(account=account).first()


def holds_until(signature: SignedAgreement | None, version: str, days: int) -> datetime | None:
    """Give until when a signature holds; None for no signature, or one under another version."""
    if signature is None or signature.version != version:
        return None
    return signature.signed_at + timedelta(days=days)


def holds_now(signed_at: datetime | None, signed_version: str | None, values: dict[str, Any]) -> bool:
    """Say whether a signature is there, of the version in force, and not too old. `values` are the settings."""
    if signed_at is None or signed_version != version_in_force(values["agreement"]):
        return False
    return clock.instant() < signed_at + timedelta(days=values["agreement_days"])
