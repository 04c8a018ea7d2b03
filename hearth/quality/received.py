"""Checks of what was received: the zip, its files, their headers and the form of their values.

They read `quality.received`, one row per fault that opening the export found (see hearth.dataset.Finding), and the
tables of the export as a whole.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from hearth.hud.standard import standard
from hearth.quality.check import Check
from hearth.rules.facts import Severity


@cache
def key_columns() -> frozenset[tuple[str, str]]:
    """Give the (file, column) pairs without which an export cannot be analyzed; faults in them are grave."""
    text = (Path(__file__).parent / "key_columns.txt").read_text("utf-8")
    return frozenset((file, column) for file, _, column in (line.partition(".") for line in text.split()))


def checks() -> Iterator[Check]:
    """Give the checks of received files."""
    yield _check("file/is_a_zip", "An export is a zip.", "EVA-127", _kinds("zip"))
    yield _check(
        "file/files_are_at_the_top",
        "The files of an export lie at the top of its zip.",
        "EVA-122",
        _kinds("folder"),
    )
    yield _check(
        "file/files_are_there", "An export has all files of the standard.", "EVA-125", _kinds("missing")
    )
    words = "has the columns of the standard, spelled as in the standard, and no others"
    yield _check(
        "file/key_columns_are_there", f"Every file {words} (key columns).", "EVA-12", _kinds("header", True)
    )
    yield _check(
        "file/columns_are_there", f"Every file {words}.", "EVA-82", _kinds("header", False), Severity.ERROR
    )
    words = "is a number where the standard has a number"
    yield _check(
        "file/key_values_have_their_type", f"A value {words} (key columns).", "EVA-13", _kinds("type", True)
    )
    yield _check(
        "file/values_have_their_type", f"A value {words}.", "EVA-48", _kinds("type", False), Severity.ERROR
    )
    words = "is written yyyy-mm-dd, a date and time yyyy-mm-dd hh:mm:ss"
    yield _check(
        "file/key_dates_have_their_form", f"A date {words} (key columns).", "EVA-11", _kinds("date", True)
    )
    yield _check(
        "file/dates_have_their_form", f"A date {words}.", "EVA-47", _kinds("date", False), Severity.ERROR
    )
    yield _check(
        "file/keys_are_unique",
        "A primary key is used once in a file.",
        "RULE-PK EVA-7 EVA-8",
        'select file, line, "column", input, '
        "case file when 'Client' then 'EVA-7' when 'Enrollment' then 'EVA-8' else 'RULE-PK' end as id "
        "from quality.received where kind = 'repeated'",
    )
    yield _check(
        "file/is_written_as_hud_wants",
        "Files are UTF-8 with a header; every row is as wide as the header; dates, times and amounts have HUD's form.",
        "RULE-ENC",
        _kinds("encoding", "width", "form"),
        Severity.ERROR,
    )
    yield _check(
        "file/is_of_this_year",
        "An export of an earlier year is read as one of this year, and what that changes is told.",
        "",
        _kinds("upgrade"),
        Severity.REPORT,
    )
    yield from _of_the_export()


def _of_the_export() -> Iterator[Check]:
    """Checks of the export as a whole; they read its tables, so they hold of a snapshot too."""
    yield _check(
        "file/has_enrollments",
        "An export has enrollments.",
        "EVA-101",
        "select 'Enrollment' as file where not exists (from kept.Enrollment)",
    )
    yield _check(
        "file/is_one_export",
        "Export.csv has one row.",
        "EVA-140",
        "select 'Export' as file, ExportID as key from Export "
        "qualify row_number() over (partition by _input order by _line, ExportID) > 1 "
        "union all select 'Export', null where not exists (from Export)",
    )
    yield _check(
        "file/is_of_this_standard",
        "An export is written by the standard in force.",
        "EVA-124",
        "select 'Export' as file, ExportID as key, 'CSVVersion' as \"column\" from Export "
        f"where not coalesce(contains(CSVVersion, '{standard().csv_version.split()[0]}'), false)",
    )
    yield _check(
        "file/is_hashed",
        "An export that leaves the community is hashed with SHA-256.",
        "EVA-126",
        "select 'Export' as file, ExportID as key, 'HashStatus' as \"column\" from Export "
        "where HashStatus is distinct from 4",
        Severity.REPORT,
    )


def _check(name: str, sentence: str, ids: str, sql: str, severity: Severity = Severity.HIGH) -> Check:
    return Check(
        name=name,
        sentence=sentence,
        source="HUD: HMIS CSV specification.",
        ids=tuple(ids.split()),
        at_entry=Severity.NOTHING,
        in_import=Severity.REPORT,
        in_quality=severity,
        sql=sql,
    )


def _kinds(*kinds: object) -> str:
    """Give the SQL of the faults of some kinds; True or False narrows them to key columns or to the others."""
    names = [kind for kind in kinds if isinstance(kind, str)]
    keys = [kind for kind in kinds if isinstance(kind, bool)]
    chosen = f" and is_key_column = {keys[0]}" if keys else ""
    listed = ", ".join(f"'{name}'" for name in names)
    return f'select file, line, "column", input from quality.received where kind in ({listed}){chosen}'
