"""A database as one stream and back (pg_dump's custom format), and its tables' counts and hashes."""

import os
import subprocess
import tempfile
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from hearth.site.postgres import find_dump_programs

# Who is logged in is no part of a backup: a session that was stolen must not come back with it.
LEFT_OUT = ("django_session",)
_AT_ONCE = 1024 * 1024
# What a row's text depends on.
_READING = {
    "datestyle": "ISO, YMD",
    "timezone": "UTC",
    "intervalstyle": "iso_8601",
    "bytea_output": "hex",
    "extra_float_digits": "1",
}


class CopyFailed(Exception):
    """pg_dump or pg_restore failed; the message is one line, theirs."""


@dataclass(frozen=True)
class Place:
    """One database on a server, as Django describes it."""

    name: str
    host: str = ""
    port: str = ""
    user: str = ""
    password: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @classmethod
    def described(cls, settings: Mapping[str, Any]) -> "Place":
        """Read a description of `DATABASES`; options that libpq does not know (the pool) are left out."""
        options = settings.get("OPTIONS") or {}
        return cls(
            name=str(settings["NAME"]),
            host=str(settings.get("HOST") or ""),
            port=str(settings.get("PORT") or ""),
            user=str(settings.get("USER") or ""),
            password=str(settings.get("PASSWORD") or ""),
            options=tuple((key, value) for key, value in options.items() if isinstance(value, str)),
        )

    def connect(self, *, autocommit: bool = False) -> "psycopg.Connection[tuple[Any, ...]]":
        """Open a connection of our own."""
        given = {"host": self.host, "port": self.port, "user": self.user, "password": self.password}
        known = {key: value for key, value in given.items() if value} | dict(self.options)
        return psycopg.connect(make_conninfo(dbname=self.name, **known), autocommit=autocommit)

    def variables(self) -> dict[str, str]:
        """Give the environment for PostgreSQL's programs: all can read arguments, so the password is none."""
        given = {"PGHOST": self.host, "PGPORT": self.port, "PGUSER": self.user, "PGPASSWORD": self.password}
        given |= {f"PG{key.upper().replace('_', '')}": value for key, value in self.options}
        return {**os.environ, **{key: value for key, value in given.items() if value}}


@dataclass(frozen=True)
class TableSum:
    """How many rows a table has, and a sum over the hash of each, whatever their order."""

    rows: int
    hash: str


def table_sums(connection: "psycopg.Connection[tuple[Any, ...]]") -> dict[str, TableSum]:
    """Give the sums of all tables of the database but those left out of a backup."""
    for name, value in _READING.items():
        connection.execute("select set_config(%s, %s, false)", [name, value])
    found = connection.execute(
        "select schemaname, tablename from pg_tables "
        "where schemaname not in ('pg_catalog', 'information_schema') order by 1, 2"
    ).fetchall()
    sums = {}
    for schema, table in found:
        if table not in LEFT_OUT:
            query = sql.SQL(
                "select count(*), coalesce(sum(('x' || left(md5(t::text), 15))::bit(60)::bigint::numeric), 0)::text "
                "from {} t"
            ).format(sql.Identifier(schema, table))
            rows, total = connection.execute(query).fetchall()[0]
            sums[f"{schema}.{table}"] = TableSum(int(rows), str(total))
    return sums


def is_empty(place: Place) -> bool:
    """Tell whether nobody has put anything into the database."""
    with place.connect() as connection:
        found = connection.execute(
            "select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace "
            "where n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%' limit 1"
        ).fetchone()
        return found is None


@contextmanager
def one_moment(place: Place) -> "Iterator[tuple[psycopg.Connection[tuple[Any, ...]], str]]":
    """Give a connection that sees the database as of now, and the name under which pg_dump sees the same."""
    with place.connect() as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        [(snapshot,)] = connection.execute("select pg_export_snapshot()").fetchall()
        yield connection, snapshot
        connection.rollback()


def dump(place: Place, snapshot: str) -> Iterator[bytes]:
    """Give the dump of the database as of a snapshot, in pieces. Raises CopyFailed and PostgresUnavailable."""
    command: list[str | Path] = [
        _programs(place) / "pg_dump",
        *("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"),
        *(f"--exclude-table-data=*.{table}" for table in LEFT_OUT),
        f"--dbname={place.name}",
    ]
    with _run(command, place, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        while piece := process.stdout.read(_AT_ONCE):
            yield piece


def restore(place: Place, pieces: Iterable[bytes]) -> None:
    """Put a dump into an empty database, all of it or nothing. Raises CopyFailed and PostgresUnavailable."""
    command: list[str | Path] = [
        _programs(place) / "pg_restore",
        *("--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges"),
        f"--dbname={place.name}",
    ]
    with _run(command, place, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        try:
            for piece in pieces:
                process.stdin.write(piece)
            process.stdin.close()
        except BrokenPipeError:
            return  # it ended early and says why


@contextmanager
def scratch(place: Place) -> Iterator[Place]:
    """Give a new empty database on the same server, and drop it when the block ends."""
    name = f"hearth_drill_{uuid.uuid4().hex[:12]}"
    with place.connect(autocommit=True) as connection:
        connection.execute(sql.SQL("create database {} template template0").format(sql.Identifier(name)))
    try:
        yield replace(place, name=name)
    finally:
        with place.connect(autocommit=True) as connection:
            connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def _programs(place: Place) -> Path:
    with place.connect() as connection:
        return find_dump_programs(connection.info.server_version // 10000)


@contextmanager
def _run(
    command: list[str | Path], place: Place, *, stdin: int | None = None, stdout: int | None = None
) -> "Iterator[subprocess.Popen[bytes]]":
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(
            command, env=place.variables(), stdin=stdin, stdout=stdout, stderr=said
        ) as process:
            try:
                yield process
            except BaseException:
                process.kill()
                raise
            process.wait()
        if process.returncode:
            raise CopyFailed(_last_line(said, Path(command[0]).name))


def _last_line(said: IO[bytes], program: str) -> str:
    # PostgreSQL's DETAIL and CONTEXT lines may quote rows; what went wrong is on the line that says error.
    said.seek(0)
    lines = [line for line in said.read().decode(errors="replace").splitlines() if "error" in line.lower()]
    return lines[0] if lines else f"{program} failed and did not say why."
