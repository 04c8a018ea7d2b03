"""What a part of a printed record is made of."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Table:
    """A table of words."""

    title: str
    head: list[str]
    rows: list[list[str]]


@dataclass(slots=True)
class Group:
    """One record: what it is, and its answers."""

    title: str
    facts: list[list[str]]


@dataclass(slots=True)
class Section:
    """One part. `empty` is said where there is nothing."""

    title: str
    note: str = ""
    facts: list[list[str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    empty: str = ""
