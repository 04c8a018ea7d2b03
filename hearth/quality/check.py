"""One check: its sentence, the ids it covers, its severity per moment and the SQL that finds what breaks it."""

from dataclasses import dataclass
from functools import cached_property

from hearth.rules.facts import Severity


@dataclass(frozen=True, slots=True)
class ColumnTest:
    """A condition on the rows of one file that makes a column faulty.

    `source` is what stands after `from`, when more than the file itself is needed; the file is always called `r`.
    """

    file: str
    column: str
    breach: str
    id: str
    source: str = ""


@dataclass(frozen=True)
class Check:
    """A check and how it is made. `name` is the path of its rule, or of the group of columns it looks at.

    Either `sql` gives the breaches (see hearth.rules), or `tests` looks at columns one by one. `ids` are the checks
    of HUD's field that it states, the first of them its own; a check that states none goes by its name.
    """

    name: str
    sentence: str
    source: str
    ids: tuple[str, ...]
    at_entry: Severity
    in_import: Severity
    in_quality: Severity
    file: str = ""
    column: str = ""
    sql: str = ""
    tests: tuple[ColumnTest, ...] = ()

    @cached_property
    def id(self) -> str:
        return self.ids[0] if self.ids else self.name
