"""What is said of a setting: its words, what it may be, where it may be set."""

from typing import Final, Literal, NamedTuple

Level = Literal["everywhere", "coc", "agency"]
Kind = Literal["number", "hour", "yes_no", "choice", "month_day", "days", "words", "networks"]

# A value can be set only where what reads it looks for it.
ONE: Final[tuple[Level, ...]] = ("everywhere",)
OF_COC: Final[tuple[Level, ...]] = ("everywhere", "coc")
OF_AGENCY: Final[tuple[Level, ...]] = ("everywhere", "agency")
ALL: Final[tuple[Level, ...]] = ("everywhere", "coc", "agency")


class Told(NamedTuple):
    """One setting. `lowest` and `highest` bound a number, and each number of a list."""

    key: str
    label: str
    help: str
    at: tuple[Level, ...] = OF_AGENCY
    kind: Kind = "number"
    lowest: int = 1
    highest: int = 365
    choices: tuple[tuple[str, str], ...] = ()
    # What one has to know before changing it.
    warning: str = ""


class Elsewhere(NamedTuple):
    """A setting that this page does not change: its name, the page that does (none: no page), and why."""

    label: str
    page: str
    why: str
