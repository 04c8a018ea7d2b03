"""What is wrong with an input: one finding per value, or one clear line when nothing can be read."""

from dataclasses import dataclass


class UnusableInput(Exception):
    """The input cannot be used at all. Its text is one line that a person can act on."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of an input that is not as HUD's CSV specification wants it.

    `line` is the line of the file as a text editor counts it. `value` is None where the column
    identifies a person, so that a finding can be shown and logged. `kind` is the sort of problem:
    key, repeated, date, type, width (another number of columns than the header), header (a column that HUD does
    not have), upgrade (what reading an export of an earlier year changed); and in an input that is opened with its
    faults also zip, folder, missing, encoding, form. `input` counts the inputs of a data set from 0.
    """

    file: str
    line: int
    column: str
    problem: str
    value: str | None
    kind: str = ""
    input: int = 0

    @property
    def is_housekeeping(self) -> bool:
        """Tell whether the column says when a row or an export was made, which decides no count of people.

        Many exports write such a date in a way of their own; that is worth a word, not a refusal.
        """
        return self.file == "Export" or self.column in ("DateCreated", "DateUpdated")

    @property
    def is_grave(self) -> bool:
        """Tell whether a report that counts on would count wrongly."""
        return not self.is_housekeeping and self.kind not in ("header", "upgrade")

    @property
    def loses_row(self) -> bool:
        """Tell whether the row was left out: it has no key, or not the columns of the header."""
        return self.kind in ("key", "width")

    def __str__(self) -> str:
        shown = "" if self.value is None else f" ({self.value!r})"
        column = f"{self.column} " if self.column else ""
        return f"{self.file}.csv line {self.line}: {column}{self.problem}{shown}"
