"""Sessions in the database, of which a request writes what it changed and nothing else.

Django writes the whole session as the request found it. Two requests of one person that overlap (Home, whose numbers
come by themselves, and a click made meanwhile) then take back each other's changes: who had switched to another agency
worked as the first one again, and was not told.
"""

from copy import deepcopy
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import router, transaction


class SessionStore(db.SessionStore):
    """Django's sessions in the database; SESSION_ENGINE names this module."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        # What the session held when this request read or wrote it, and the text of it in the database.
        self._found: dict[str, Any] = {}
        self._text = ""

    def load(self) -> dict[str, Any]:
        """Read the session."""
        row = self._get_session_from_db()  # type: ignore[attr-defined]
        self._text = row.session_data if row else ""
        data: dict[str, Any] = self.decode(self._text) if row else {}
        self._found = deepcopy(data)
        return data

    def save(self, must_create: bool = False) -> None:
        """Write what changed since the session was read; raise UpdateError where it is over by now."""
        if must_create or self.session_key is None:
            super().save(must_create)
        elif not self._write_over(self._text):
            self._write_into_what_others_wrote()
        self._found = deepcopy(dict(self.items()))

    def _write_over(self, before: str) -> bool:
        """Write the session unless another request did since: as many queries as Django takes."""
        after = self.encode(dict(self.items()))
        row = self.model.objects.using(self._using).filter(session_key=self.session_key, session_data=before)
        is_done = row.update(session_data=after, expire_date=self.get_expiry_date()) == 1
        self._text = after if is_done else before
        return is_done

    def _write_into_what_others_wrote(self) -> None:
        mine = dict(self.items())
        changed = {
            key: value for key, value in mine.items() if key not in self._found or self._found[key] != value
        }
        gone = self._found.keys() - mine.keys()
        with transaction.atomic(using=self._using):
            rows = self.model.objects.using(self._using).select_for_update()
            row = rows.filter(session_key=self.session_key).first()
            if row is None:
                raise UpdateError
            stored = {key: value for key, value in self.decode(row.session_data).items() if key not in gone}
            self._session_cache = stored | changed
            self._write_over(row.session_data)

    @property
    def _using(self) -> str:
        return router.db_for_write(self.model)
