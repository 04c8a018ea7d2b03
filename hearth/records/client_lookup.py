"""Look clients up by indexes, past the viewer: which rows the words of a search may mean, and nothing that is shown.

Only `hearth/access` asks here (search, likely duplicates), and asks the viewer for each client before it shows one.
Everything is one statement of many small branches, each with an index of its own: one condition with `or` in it would
read all rows.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from hearth.records.models.known_name import KnownName
from hearth.rules.client.name_likeness import Agreement, agreement, keys

# Names written otherwise, for each name asked for; the nearest are kept.
SIMILAR_AT_MOST = 40
_CLIENT, _ALIAS = "records_client", "records_clientalias"
_ORDER = {how: place for place, how in enumerate(Agreement)}


class Met(NamedTuple):
    """A client that a branch met: by which name, and whether that is an alias (its kind) or the name in use ('')."""

    branch: str
    client_id: uuid.UUID
    first: str
    last: str
    birth: date | None
    alias: str


@dataclass
class Lookup:
    """Branches of one statement. Each gives at most `limit` clients that are not deleted."""

    limit: int
    # Holds in every branch: a birth date or last four digits that stand beside a name.
    narrowed_by: tuple[str, list[Any]] = ("true", [])
    _branches: list[str] = field(default_factory=list)
    _values: list[Any] = field(default_factory=list)

    def by_name(self, branch: str, condition: str, values: Iterable[Any]) -> None:
        """Add a condition on `n.first_name_plain` and `n.last_name_plain`: on the name in use, and on aliases."""
        values = list(values)
        self._add(branch, f"{_CLIENT} n", "n", "''", condition, values)
        aliases = f"{_ALIAS} n join {_CLIENT} c on c.id = n.client_id and n.date_deleted is null"
        self._add(branch, aliases, "c", "n.kind", condition, values)

    def by_client(self, branch: str, condition: str, values: Iterable[Any]) -> None:
        """Add a condition on columns of the client, `n`."""
        self._add(branch, f"{_CLIENT} n", "n", "''", condition, list(values))

    def run(self) -> list[Met]:
        """Give what the branches met; a client is there as often as it was met."""
        if not self._branches:
            return []
        with connection.cursor() as cursor:
            cursor.execute(" union all ".join(self._branches), self._values)
            return [Met(*row) for row in cursor.fetchall()]

    def _add(
        self, branch: str, rows: str, client: str, alias: str, condition: str, values: list[Any]
    ) -> None:
        narrowed, narrow_values = self.narrowed_by
        self._branches.append(
            f"(select '{branch}', {client}.id, n.first_name_plain, n.last_name_plain, {client}.dob, {alias} "
            f"from {rows} where {client}.date_deleted is null and ({condition}) "
            f"and ({narrowed.replace('client.', f'{client}.')}) limit {self.limit})"
        )
        self._values += [*values, *narrow_values]


def similar_names(names: Iterable[str]) -> dict[str, dict[str, Agreement]]:
    """Give for each of the names (plain words) those that clients bear and that are like it, the nearest first."""
    asked = {name: sorted(keys(name)) for name in names}
    if not asked:
        return {}
    found: dict[str, dict[str, Agreement]] = {name: {} for name in asked}
    table = KnownName._meta.db_table
    branches = [f"select %s, name, words from {table} where {table}.keys && %s::int[]" for _name in asked]
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(branches), [value for pair in asked.items() for value in pair])
        for name, known, words in cursor.fetchall():
            how = agreement(name, words)
            if how is not None:
                found[name][known] = how
    return {name: _nearest(known) for name, known in found.items()}


def _nearest(known: dict[str, Agreement]) -> dict[str, Agreement]:
    ranked = sorted(known.items(), key=lambda each: (_ORDER[each[1]], each[0]))
    return dict(ranked[:SIMILAR_AT_MOST])
