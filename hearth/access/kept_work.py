"""Unsaved work of a login that locked or ran out: kept encrypted on the server, given back once, to its owner.

Nothing of it is kept in the browser (ASV-04). Uploads are not kept: their files are still where they came from.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.http import HttpRequest

from hearth.access.account_secrets import seal, unseal
from hearth.access.account_settings import setting_of
from hearth.records import clock
from hearth.records.encryption import Unreadable
from hearth.records.models import Account, KeptWork

_LONGEST = 500_000
_LONGEST_PATH = 500
# What opens a door belongs in no store, and a token of the old page is of no use.
_LEFT_OUT = {"csrfmiddlewaretoken"}
_SECRET = ("password", "code", "credential")


@dataclass(frozen=True, slots=True)
class Work:
    """What was sent, and where to."""

    path: str
    fields: tuple[tuple[str, str], ...]


def keep(request: HttpRequest, account: Account) -> None:
    """Keep what a request sent, in the place of what was kept before. Does nothing for a request without a form."""
    if request.method != "POST" or request.content_type != "application/x-www-form-urlencoded":
        return
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _LEFT_OUT and not any(part in name for part in _SECRET)
        for value in values
    ]
    text = json.dumps(fields)
    if not fields or len(text) > _LONGEST or len(request.path) > _LONGEST_PATH:
        return
    with transaction.atomic():
        KeptWork.objects.update_or_create(
            account=account,
            defaults={
                "path": request.path,
                "sealed": seal(text),
                "kept_at": clock.instant(),
                "given_at": None,
            },
        )


def has_work(account: Account) -> bool:
    """Say whether something waits that its owner was not led to yet."""
    return KeptWork.objects.filter(account=account, given_at=None, kept_at__gt=_oldest(account)).exists()


def give_back(account: Account) -> Work | None:
    """Give what was kept, or None when there is nothing, it is too old, or its key is gone."""
    row = KeptWork.objects.filter(account=account, kept_at__gt=_oldest(account)).first()
    if row is None:
        return None
    if row.given_at is None:
        row.given_at = clock.instant()
        row.save(update_fields=["given_at"])
    try:
        fields = json.loads(unseal(bytes(row.sealed)))
    except Unreadable:
        return None
    return Work(row.path, tuple((name, value) for name, value in fields))


def throw_away(account: Account) -> None:
    """Remove what was kept."""
    KeptWork.objects.filter(account=account).delete()


def forget_old() -> None:
    """Remove what nobody came back for. The nightly job calls this."""
    for row in KeptWork.objects.select_related("account"):
        if row.kept_at <= _oldest(row.account):
            row.delete()


def _oldest(account: Account) -> datetime:
    return clock.instant() - timedelta(hours=setting_of(account, "kept_work_hours"))
