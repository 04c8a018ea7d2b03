"""The log of bulk exports: for whom, what for, and which clients are in it, written as the records are read.

A client's disclosure list is made of it (hearth/access/disclosures.py). It is kept in the database's own language, so
a million clients cost one statement and no memory.
"""

import getpass
from dataclasses import dataclass

from django.db.backends.utils import CursorWrapper

from hearth.dataset import UnusableInput
from hearth.records.models.account import Account
from hearth.records.models.disclosure import DisclosedClient, Disclosure


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets an export and what for, and who sends it: an account, or on the command line the machine's account."""

    name: str
    purpose: str
    account: Account | None = None
    preset: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.purpose.strip():
            raise UnusableInput("Say who receives the export, and what for.")


def log_disclosure(
    cursor: CursorWrapper, to: Recipient, about: dict[str, str | None], *, is_hashed: bool
) -> Disclosure:
    """Log an export and the picked clients (see selection.pick). `about` is its row of Export.csv."""
    made = Disclosure.objects.create(
        account=to.account,
        operator="" if to.account else operator(),
        recipient=to.name.strip()[:200],
        purpose=to.purpose.strip()[:500],
        preset=to.preset,
        is_hashed=is_hashed,
        export={name: value for name, value in about.items() if value is not None},
    )
    cursor.execute(
        f"insert into {DisclosedClient._meta.db_table} (client_id, disclosure_id) "
        "select distinct client_id, %s::uuid from picked_enrollment",
        [made.id],
    )
    return made


def operator() -> str:
    """Give the machine's account under which a command runs."""
    try:
        return getpass.getuser()[:100]
    except (KeyError, OSError):  # a container may run under a number without a name
        return "?"
