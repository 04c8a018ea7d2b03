"""What this machine tells Hearth: its data folder, its secrets, its database. Needs no Django.

| Variable | Meaning | Without it |
|---|---|---|
| HEARTH_DATA | folder of the embedded database, keys and files | `var/` in the checkout |
| DATABASE_URL | any PostgreSQL 15 or later | the embedded one |
| HEARTH_SECRET_KEY | signs sessions and links | made once, in HEARTH_DATA/keys |
| HEARTH_MASTER_KEY | 64 hexadecimal digits; wraps all data keys | made once, in HEARTH_DATA/keys |
| HEARTH_OLD_MASTER_KEYS | the ones before it, with commas, until `hearth keys status` needs them no more | beside it |
"""

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from hearth.site.postgres import OWNER, Cluster, socket_folder

PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = PACKAGE.parent
OLD_MASTER_KEYS = "old_master_keys"
FOLDER_STORAGE = "django.core.files.storage.FileSystemStorage"


class BadSetting(Exception):
    """An environment variable holds something unusable; the message is one line that names it."""


def data_folder() -> Path:
    """The folder of everything this instance keeps; two instances stand side by side with two folders."""
    return Path(os.environ.get("HEARTH_DATA") or CHECKOUT / "var").expanduser().resolve()


def is_on(name: str) -> bool:
    """Whether a yes-or-no variable says yes."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def listed(name: str) -> list[str]:
    """The values of a variable that holds several, separated by commas."""
    return [value.strip() for value in os.environ.get(name, "").split(",") if value.strip()]


def text(name: str, default: str) -> str:
    """A variable that holds words."""
    return os.environ.get(name) or default


def vocabulary() -> str:
    """Which words the screens use: `program` (Program, Agency) or `project` (HUD's own). Raises BadSetting."""
    chosen = text("HEARTH_VOCABULARY", "program")
    if chosen not in {"program", "project"}:
        raise BadSetting(f"HEARTH_VOCABULARY must be program or project, not {chosen!r}.")
    return chosen


def number(name: str, default: int) -> int:
    """A variable that holds a whole number. Raises BadSetting."""
    text = os.environ.get(name, "")
    if not text:
        return default
    if not text.isdigit():
        raise BadSetting(f"{name} must be a whole number, not {text!r}.")
    return int(text)


def secret(name: str) -> str:
    """A secret from the environment (HEARTH_<NAME>), or the one made at first need and kept in HEARTH_DATA/keys.

    Losing the master key loses every Social Security number: `docs/operating.md` says how to keep it.
    """
    given = os.environ.get(f"HEARTH_{name}")
    if given:
        return given
    folder = data_folder() / "keys"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / name.lower()
    if not path.exists():
        # Written aside and linked into place: two processes starting at once agree on one whole secret.
        draft = folder / f".{name.lower()}.{os.getpid()}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def old_master_keys() -> list[str]:
    """The master keys before the present one, newest first: they open what was not encrypted anew yet.

    From HEARTH_OLD_MASTER_KEYS, or the file beside the key that `hearth keys new-master` writes.
    """
    given = listed("HEARTH_OLD_MASTER_KEYS")
    path = data_folder() / "keys" / OLD_MASTER_KEYS
    return given or (path.read_text().split() if path.exists() else [])


def file_storage() -> dict[str, Any]:
    """Django's description of where kept files lie: a folder of HEARTH_DATA unless HEARTH_FILE_STORAGE names a class.

    Its options are JSON in HEARTH_FILE_STORAGE_OPTIONS. Raises BadSetting.
    """
    backend = text("HEARTH_FILE_STORAGE", FOLDER_STORAGE)
    try:
        options = json.loads(text("HEARTH_FILE_STORAGE_OPTIONS", "{}"))
    except ValueError:
        options = None
    if not isinstance(options, dict):
        raise BadSetting('HEARTH_FILE_STORAGE_OPTIONS must be JSON, as {"bucket_name": "files"}.')
    return {"BACKEND": backend, "OPTIONS": options}


def files_lie_here() -> bool:
    """Whether kept files lie in HEARTH_DATA, where a backup finds them."""
    return bool(file_storage()["BACKEND"] == FOLDER_STORAGE)


def embedded_cluster(*, durable: bool = True) -> Cluster | None:
    """This instance's own PostgreSQL; None when DATABASE_URL names another one."""
    if os.environ.get("DATABASE_URL"):
        return None
    return Cluster(data_folder() / "postgres", durable=durable)


def database() -> dict[str, Any]:
    """Django's description of the database. Raises BadSetting for an address that is none."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        place = {"NAME": OWNER, "USER": OWNER, "HOST": str(socket_folder(data_folder() / "postgres"))}
        return {"ENGINE": "hearth.records.database", **place}
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise BadSetting("DATABASE_URL must read postgresql://user:password@host:port/name.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "hearth.records.database",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(options.pop("host", "") or parts.hostname or ""),
        "PORT": str(options.pop("port", "") or parts.port or ""),
        "OPTIONS": options,
    }


def planning(options: Mapping[str, Any]) -> dict[str, str]:
    """Give the options of how PostgreSQL plans statements.

    It starts no helpers for one (docs/decisions/0240), and what a page asks has one plan for all values (0241).
    What the operator's address says for itself comes later, and so holds.
    """
    given = str(options.get("options", ""))
    ours = "max_parallel_workers_per_gather=0", "jit=off", "plan_cache_mode=force_generic_plan"
    return {"options": " ".join([*(f"-c {one}" for one in ours), given]).rstrip()}
