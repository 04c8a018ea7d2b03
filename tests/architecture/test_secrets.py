"""No secret is in the repository: neither in what it holds now nor in what it ever held."""

import re
import subprocess

import pytest

from hearth.site.environment import CHECKOUT
from tests.architecture.source import files, shown

# Put together here, or this file would hold what it looks for.
_BEGIN = "-----BEGIN"
SECRETS = {
    "private key": re.compile(_BEGIN + r" (RSA |EC |OPENSSH |PGP |ENCRYPTED )?PRIVATE KEY"),
    "cloud key": re.compile(r"\bA[KS]IA" + r"[0-9A-Z]{16}\b"),
    "forge or chat token": re.compile(r"\b(gh[pousr]_[A-Za-z0-9]{30,}|glpat-[\w-]{20,}|xox[abp]-[\w-]{10,})"),
    "password in an address": re.compile(
        r"\b(postgres(ql)?|smtp|redis|amqp)://[^\s:/@{]+:[^\s@{]{3,}@(?!host)"
    ),
    "key of ours": re.compile(r"(MASTER|SECRET|BACKUP)_KEY\s*[=:]\s*[\"']?[0-9a-fA-F]{32,}"),
}
# An example tells its reader so, and is none.
_EXAMPLE = re.compile(r"user:password@|me:secret@|example|invented", re.IGNORECASE)


@pytest.mark.parametrize("kind", SECRETS)
def test_no_file_holds_a(kind: str) -> None:
    holding = [
        f"{shown(path)}:{number}"
        for path in files()
        if path.suffix not in {".png", ".zip", ".ico", ".woff2", ".gz"}
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if SECRETS[kind].search(line) and not _EXAMPLE.search(line)
    ]
    assert not holding


def test_no_file_that_holds_secrets_was_ever_committed() -> None:
    log = subprocess.run(
        ["git", "log", "--all", "--pretty=format:", "--name-only", "--diff-filter=A"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    named = re.compile(
        r"(^|/)(\.env|id_rsa|id_ed25519|credentials|master_key|secret_key|[^/]+\.(pem|p12|pfx|key))$"
    )
    assert [name for name in set(log.stdout.splitlines()) if named.search(name)] == []


def test_the_folder_of_keys_is_kept_out_of_the_repository() -> None:
    asked = subprocess.run(
        ["git", "check-ignore", "--quiet", "var/keys/master_key"], cwd=CHECKOUT, check=False
    )
    assert asked.returncode == 0


def test_the_patterns_find_what_they_are_made_for() -> None:
    planted = [
        _BEGIN + " PRIVATE KEY-----",
        "AKIA" + "ABCDEFGHIJKLMNOP",
        "ghp_" + "a1" * 18,
        "postgresql://hearth:" + "hunter22@db.internal/hearth",
        "HEARTH_MASTER_KEY=" + "0a" * 32,
    ]
    assert [kind for kind, line in zip(SECRETS, planted, strict=True) if not SECRETS[kind].search(line)] == []
