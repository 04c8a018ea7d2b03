"""Why an import broke off by no fault of its file, in words for the person who may start it again."""

import errno
import sys

import psycopg
from django.utils.translation import gettext as _

from hearth.dataset import UnusableInput

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# How DuckDB tells the same three: it gives the words of the system only.
_NO_ROOM_WORDS = ("No space left", "Disk quota exceeded", "File too large")


class BrokenOff(UnusableInput):
    """The import broke off, nothing was stored, and the same file can be started again."""


def why(problem: BaseException) -> str | None:
    """Give the line for a failure that somebody can do something about; None for a fault of ours."""
    cause: BaseException | None = problem
    while cause is not None:
        if isinstance(cause, psycopg.errors.LockNotAvailable):
            return _(
                "Somebody was saving records that this import changes, and was not done in time; start it again."
            )
        if _is_full(cause):
            return _("There is no room left on the disk; make some, then start it again.")
        if isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError):
            return _("The connection to the database was lost; start it again.")
        cause = cause.__cause__
    return None


def _is_full(problem: BaseException) -> bool:
    if isinstance(problem, psycopg.errors.DiskFull):
        return True
    if isinstance(problem, OSError):
        return problem.errno in _NO_ROOM
    # Where it was not loaded, it said nothing.
    duckdb = sys.modules.get("duckdb")
    is_of_duckdb = duckdb is not None and isinstance(problem, duckdb.Error)
    return is_of_duckdb and any(words in str(problem) for words in _NO_ROOM_WORDS)
