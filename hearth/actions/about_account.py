"""Acts on accounts: each leaves a line with the account it was about, who did it and why."""

from collections.abc import Iterator
from contextlib import contextmanager

from hearth.records.models import Account, AccountAct, Change
from hearth.records.write import change


@contextmanager
def acting_on(account: Account, action: str, *, by: Account | None, why: str = "") -> Iterator[Change]:
    """Do something to an account in one transaction, and write down that it was about it."""
    with change(by=by, action=action, why=why) as signed:
        yield signed
        AccountAct.objects.create(account=account, change=signed)
