"""How old the last backup is, for who must know."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Min

from hearth.access.viewer import Viewer
from hearth.records.models import Account, Backup

RIGHT = "see_backups"
# One is made every night: after this long, a night was missed.
_OLD = timedelta(hours=36)


@dataclass(frozen=True, slots=True)
class BackupAge:
    """The last backup (None: there was never one), and whether that is a reason to worry."""

    made_at: datetime | None
    is_sealed: bool
    is_old: bool


def last_backup(viewer: Viewer) -> BackupAge | None:
    """Give the age of the last backup; None for who need not know.

    An instance without any is given as long as others before that worries anybody.
    """
    if not viewer.may(RIGHT):
        return None
    last = Backup.objects.first()
    since = last.made_at if last else Account.objects.aggregate(first=Min("created_at"))["first"]
    is_old = since is not None and datetime.now(UTC) - since > _OLD
    return BackupAge(last.made_at if last else None, bool(last and last.is_sealed), is_old)
