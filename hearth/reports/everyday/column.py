"""What a listing says of its rows: the columns of each, and the totals over them."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "day", "number", "share", "money", "code", "service"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the SELECT, what it is called, what its values are.

    `of` names the HUD column whose list explains a code (`Enrollment.RelationshipToHoH`). A share is between 0 and 1.
    The kind `service` says RecordType, TypeProvided and SubTypeProvided of its row together.
    """

    name: str
    label: str
    kind: Kind = "text"
    of: str = ""

    def as_data(self) -> dict[str, str]:
        """Give the column as plain data, to be stored with a run."""
        return {"name": self.name, "label": self.label, "kind": self.kind, "of": self.of}


@dataclass(frozen=True, slots=True)
class Total:
    """A number over the chosen rows: an aggregate of DuckDB."""

    label: str
    aggregate: str
    kind: Kind = "number"
