"""The header of a file as it came, held against HUD's: which column is which, and what is to be said of the others."""

from collections.abc import Iterator

from hearth.dataset.finding import Finding, UnusableInput
from hearth.hud.standard import File


def names_to_read(file: File, found: list[str]) -> list[str]:
    """Give the header of a file in HUD's spelling, in the order of the file; what HUD does not know gets a number."""
    spelling = {column.name.lower(): column.name for column in file.columns}
    names: list[str] = []
    for position, name in enumerate(found):
        known = spelling.get(name.lower())
        names.append(known if known and known not in names else f"surplus {position}")
    return names


def refuse_wrong_header(file: File, found: list[str]) -> None:
    """Refuse a header that lacks a column or has one twice: there is no saying what the missing values are."""
    spelling = {column.name.lower(): column.name for column in file.columns}
    lower = [name.lower() for name in found]
    missing = [name for key, name in spelling.items() if key not in lower]
    unexpected = [name for name in found if name.lower() not in spelling]
    twice = sorted({name for name in found if lower.count(name.lower()) > 1})
    problems = [
        f"{words} {', '.join(names) if len(names) <= 5 else f'{len(names)} columns'}"
        for words, names in (
            ("missing", missing),
            ("unexpected", [repr(name) for name in unexpected]),
            ("twice", twice),
        )
        if names
    ]
    if missing or twice:
        raise UnusableInput(f"{file.name}.csv has a wrong header: {'; '.join(problems)}.")


def header_findings(file: File, found: list[str], with_faults: bool) -> Iterator[Finding]:
    """Tell the columns that HUD does not have; with faults also what is missing, doubled or spelled in another way."""
    spelling = {column.name.lower(): column.name for column in file.columns}
    lower = [name.lower() for name in found]
    for key, name in spelling.items():
        if key not in lower:
            yield Finding(file.name, 1, name, "is missing from the header", None, "header")
    for position, name in enumerate(found):
        known = spelling.get(name.lower())
        if known is None:
            words = "is no column of HUD's; its values were left out"
            yield Finding(file.name, 1, name[:60], words, None, "header")
        elif name.lower() in lower[:position]:
            yield Finding(file.name, 1, known, "is in the header twice", None, "header")
        elif name != known and with_faults:
            yield Finding(file.name, 1, known, "is spelled in another way", name[:60], "header")
