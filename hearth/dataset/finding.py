"""What is wrong with an input: one finding per value, or one clear line when nothing can be read."""

from dataclasses import dataclass


class UnusableInput(Exception):
    """The input cannot be used at all. Its text is one line that a person can act on."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of an input that is not as HUD's CSV specification wants it.

    `line` is the line of the file as a text editor counts it. `value` is None where the column
    identifies a person, so that a finding can be shown and logged. `kind` is the sort of problem:
    key, repeated, date, type; and in an input that is opened with its faults also zip, folder, missing,
    header, width, encoding, form. `input` counts the inputs of a data set from 0.
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

    def __str__(self) -> str:
        shown = "" if self.value is None else f" ({self.value!r})"
        return f"{self.file}.csv line {self.line}: {self.column} {self.problem}{shown}"
