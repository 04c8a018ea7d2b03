"""A PostgreSQL for the measurements, durable as an operator's is, and a database in it for each run."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from bench.launch import hearth, run
from hearth.site.postgres import Cluster

_MIGRATED = "bench_migrated"


class Databases:
    """The databases of one server. Each new one is a copy of a migrated, empty one, or has nothing in it."""

    def __init__(self, address: str, data: Path) -> None:
        self._address = address
        self._data = data
        self._administer("create database {}", _MIGRATED)
        run(hearth("manage", "migrate", "--verbosity=0"), self.environment(_MIGRATED))

    def fresh(self, name: str, *, migrated: bool = True) -> None:
        """Make a database, in place of the one of that name."""
        self._administer("drop database if exists {} with (force)", name)
        if migrated:
            self._administer("create database {} template {}", name, _MIGRATED)
        else:
            self._administer("create database {}", name)
        # What the last run left to write must not be written on this run's time.
        self._administer("checkpoint")

    def environment(self, name: str) -> dict[str, str]:
        """Give the settings that make a command use a database, and a data folder of the measurements' own."""
        url = urlunsplit(urlsplit(self._address)._replace(path=f"/{name}"))
        return {"DATABASE_URL": url, "HEARTH_DATA": str(self._data)}

    def _administer(self, statement: str, *names: str) -> None:
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def started(folder: Path) -> Iterator[Databases]:
    """Give the databases of a server that lives in `folder` for the block."""
    with Cluster(folder / "postgres").in_use() as address:
        yield Databases(address, folder / "data")
