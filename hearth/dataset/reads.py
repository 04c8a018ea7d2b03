"""What a report reads of the files about people, found in the SQL that reads them.

An export holds much more than one report asks. What is about projects is little, and always read whole.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hearth.hud.standard import Column, File, standard

_FILE = re.compile(r'\bkept\."?(\w+)')
_WORD = re.compile(r"\w+")
# Which of several rows with one key counts, and whether it was deleted, is decided before anything is read.
_ALWAYS = frozenset({"DateUpdated", "DateDeleted"})


@dataclass(frozen=True, slots=True)
class Reads:
    """The columns that are read of each file about people; a file that is not named is not read.

    With `only_affirmed` nothing is asked of a health condition (Disabilities.csv) to which a stay has no yes.
    """

    columns: Mapping[str, frozenset[str]]
    only_affirmed: bool = False

    def has_file(self, file: File) -> bool:
        """Tell whether anything of a file is read."""
        return not _is_about_people(file) or file.name in self.columns

    def has(self, file: File, column: Column) -> bool:
        """Tell whether a column is read, or decides which rows are."""
        if not _is_about_people(file):
            return True
        return column.is_key or column.name in self.columns.get(file.name, frozenset()) | _ALWAYS


def read_in(statements: Iterable[str], *, only_affirmed: bool = False) -> Reads:
    """Give what statements read of `kept` (see Dataset): of each file that one names, each column that it names."""
    columns: dict[str, frozenset[str]] = {}
    for statement in statements:
        words = frozenset(_WORD.findall(statement))
        for name in set(_FILE.findall(statement)):
            file = standard().files[name]
            columns[name] = columns.get(name, frozenset()) | (words & file.column.keys())
    return Reads(columns, only_affirmed)


def _is_about_people(file: File) -> bool:
    return "PersonalID" in file.column
