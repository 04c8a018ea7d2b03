"""The files that the architecture tests read: what git holds or would hold."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from hearth.site.environment import CHECKOUT


@cache
def files(suffix: str = "", under: str = "") -> list[Path]:
    """Paths that git holds or would take, by ending and folder."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [CHECKOUT / name for name in listing.stdout.split("\0") if name.startswith(under) and name]
    return sorted(path for path in paths if path.suffix == suffix or not suffix if path.is_file())


def shown(path: Path) -> str:
    """The path as a failure names it."""
    return path.relative_to(CHECKOUT).as_posix()


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """The line and full name of each module that a Python file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def is_test(path: Path) -> bool:
    """Whether the file belongs to the tests."""
    return path.name.startswith("test_") or path.name == "conftest.py" or shown(path).startswith("tests/")
