"""What each place of HUD's list 3.12.1 is, for who looks for the right answer (3.12, 3.917, 4.12)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "fy2026" / "places.toml"


@dataclass(frozen=True, slots=True)
class Place:
    """A place: what HUD means by it, and the words in which people say it."""

    means: str
    words: str


@cache
def places() -> dict[str, Place]:
    """Give each place by its code in list 3.12.1."""
    return {code: Place(**told) for code, told in tomllib.loads(_FILE.read_text("utf-8")).items()}
