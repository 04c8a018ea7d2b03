"""Checks of single columns, made from the standard's data: types, lists, lengths, conditions and references."""

import csv
from collections.abc import Iterator
from pathlib import Path

from hearth.hud.condition import Condition, condition
from hearth.hud.elements import elements
from hearth.hud.standard import Column, standard
from hearth.quality.check import Check, ColumnTest
from hearth.quality.received import key_columns
from hearth.rules.facts import Severity

# Each of these columns uses the list 3.12.1 for one question of its own; destinations are checked by
# exit/destination_is_complete.
_SITUATIONS = {
    ("Enrollment", "LivingSituation"): ("EVA-52", "prior_only_excludes"),
    ("CurrentLivingSituation", "CurrentLivingSituation"): ("EVA-55", "current_only_excludes"),
}
_DESTINATION = ("Exit", "Destination")
_OWN_LIST_IDS = {
    ("Enrollment", "DisablingCondition"): "EVA-51",
    ("Enrollment", "RelationshipToHoH"): "EVA-53",
}
# Of Client.csv, by how long they are when hashed: a SHA-256, for the SSN behind its last four signs.
_HASHED = {"FirstName": 64, "MiddleName": 64, "LastName": 64, "NameSuffix": 64, "SSN": 68}
_FORM_IDS = {"Export": "RULE-PHONE", "User": "RULE-PHONE", "Client": "columns/have_their_form"}
_PARENT_IDS = {("Enrollment", "PersonalID"): "EVA-9", ("Enrollment", "ProjectID"): "EVA-10"}


def checks() -> Iterator[Check]:
    """Give the checks of columns."""
    yield _check(
        "columns/key_columns_are_filled",
        "A key column that may not be null is filled.",
        "EVA-6",
        _filled(in_key_column=True),
        Severity.HIGH,
        sql="select file, line, \"column\", input from quality.received where kind = 'key'",
    )
    yield _check(
        "columns/are_filled",
        "A column that may not be null is filled.",
        "RULE-NULL",
        _filled(in_key_column=False),
    )
    yield _check(
        "columns/codes_are_in_their_list",
        "A code is one of its list, or of the list of an earlier year.",
        "RULE-LIST EVA-50 EVA-51 EVA-53",
        _in_list(),
    )
    yield _check(
        "columns/living_situation_is_offered",
        "A living situation is one that HUD offers for its question, the one before the stay or the present one.",
        "RULE-LS-USE EVA-52 EVA-55",
        _situations(),
    )
    yield _check("columns/text_fits", "A text is no longer than its column.", "RULE-LEN", _lengths())
    yield _check(
        "columns/text_is_clean",
        "A text has none of the characters [ ] < > { }.",
        "RULE-CHAR EVA-134",
        _characters(),
    )
    yield _check(
        "columns/have_their_form",
        "Phone numbers, CoC codes, geocodes, states, ZIP codes and SSNs have their form.",
        "RULE-PHONE RULE-GEO",
        _forms(),
    )
    yield _check(
        "columns/are_asked_when_filled",
        "A column is filled only where its question is asked, and where an earlier answer asks for it.",
        "RULE-NULLUNLESS",
        _conditional(),
    )
    yield _check(
        "columns/references_exist",
        "What a row refers to is in the export.",
        "RULE-FK EVA-9 EVA-10",
        _references(),
        Severity.HIGH,
        sql=_unknown_users(),
    )
    yield _check(
        "columns/export_id_is_one",
        "Every row carries the ExportID of Export.csv.",
        "RULE-EXPORTID EVA-49",
        _export_ids(),
    )


def _check(
    name: str,
    sentence: str,
    ids: str,
    tests: Iterator[ColumnTest],
    severity: Severity = Severity.ERROR,
    sql: str = "",
) -> Check:
    return Check(
        name=name,
        sentence=sentence,
        source="HUD: HMIS CSV specification, column by column.",
        ids=tuple(ids.split()),
        at_entry=Severity.STOP,
        in_import=Severity.REPORT,
        in_quality=severity,
        sql=sql,
        tests=tuple(tests),
    )


def _columns() -> Iterator[Column]:
    for file in standard().files.values():
        yield from file.columns


def _test(column: Column, breach: str, id_: str, source: str = "") -> ColumnTest:
    return ColumnTest(column.file, column.name, breach, id_, source)


def _filled(*, in_key_column: bool) -> Iterator[ColumnTest]:
    id_ = "EVA-6" if in_key_column else "RULE-NULL"
    for column in _columns():
        is_key_column = (column.file, column.name) in key_columns()
        # A row without its primary key never becomes one: opening the export tells it.
        if not column.nullable and not column.is_key and is_key_column is in_key_column:
            yield _test(column, f'r."{column.name}" is null', id_)


def _in_list() -> Iterator[ColumnTest]:
    for column in _columns():
        place = (column.file, column.name)
        if len(column.lists) != 1 or place in _SITUATIONS or place == _DESTINATION:
            continue
        known = standard().lists[column.lists[0]]
        codes = _listed(column, [*known.labels, *known.retired])
        id_ = _OWN_LIST_IDS.get(place, "EVA-50" if column.file == "Client" else "RULE-LIST")
        yield _test(column, f'r."{column.name}" not in ({codes})', id_)


def _listed(column: Column, codes: list[str]) -> str:
    return ", ".join(codes if column.type == "int" else [f"'{code}'" for code in codes])


def _situations() -> Iterator[ColumnTest]:
    for (file, name), (id_, excludes) in _SITUATIONS.items():
        excluded = {str(code) for code in standard().facts["living_situation"][excludes]}
        codes = [code for code in standard().lists["3.12.1"].labels if code not in excluded]
        yield _test(standard().files[file].column[name], f'r."{name}" not in ({", ".join(codes)})', id_)


def _lengths() -> Iterator[ColumnTest]:
    for column in _columns():
        if column.max_length:
            is_hashed = column.file == "Client" and column.name in _HASHED
            limit = (
                f"if(getvariable('is_hashed'), {_HASHED[column.name]}, {column.max_length})"
                if is_hashed
                else column.max_length
            )
            breach = f'length(r."{column.name}") > {limit}'
            yield _test(column, breach, "RULE-LEN")


def _characters() -> Iterator[ColumnTest]:
    for column in _columns():
        if column.type == "string":
            yield _test(column, f"regexp_matches(r.\"{column.name}\", '[\\[\\]<>{{}}]')", "RULE-CHAR")


def _forms() -> Iterator[ColumnTest]:
    for column in _columns():
        if column.format:
            breach = f"not regexp_full_match(r.\"{column.name}\", '{column.format}')"
            if column.name in _HASHED:
                breach += " and not getvariable('is_hashed')"
            yield _test(column, breach, _FORM_IDS.get(column.file, "RULE-GEO"))


def _references() -> Iterator[ColumnTest]:
    for column in _columns():
        if column.references and column.references not in ("Export", "User") and not column.is_key:
            parent = standard().files[column.references]
            breach = f'r."{column.name}" not in (select "{parent.key.name}" from main."{parent.name}")'
            yield _test(column, breach, _PARENT_IDS.get((column.file, column.name), "RULE-FK"))


def _unknown_users() -> str:
    """Give the SQL of the first row per file of each user that is not in User.csv: one missing row breaks thousands."""
    return " union all ".join(
        f"select \"{file.key.name}\" as key, '{file.name}' as file, 'UserID' as \"column\", 'RULE-FK' as id "
        f'from kept."{file.name}" where UserID not in (select UserID from main."User") '
        f"qualify row_number() over (partition by UserID order by key) = 1"
        for file in standard().files.values()
        if "UserID" in file.column and file.name != "User"
    )


def _export_ids() -> Iterator[ColumnTest]:
    for column in _columns():
        if column.name == "ExportID" and column.file != "Export":
            yield _test(column, "r.ExportID not in (select ExportID from main.Export)", "RULE-EXPORTID")


# Questions that are asked on a condition ------------------------------------------------------------


def _conditional() -> Iterator[ColumnTest]:
    with (Path(__file__).parent / "conditional.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            column = standard().files[row["file"]].column[row["column"]]
            asked = condition(row["condition"]) if row["condition"] else _asked_if(column)
            holds, source = asked.sql(_spelled), _source(column.file, asked)
            if row["null_unless"]:
                breach = f'r."{column.name}" is not null and not {holds}'
                yield _test(column, breach, "RULE-NULLUNLESS", source)
            if row["required"]:
                yield _test(column, f'r."{column.name}" is null and {holds}', "RULE-NULLUNLESS", source)


def _asked_if(column: Column) -> Condition:
    """Give the condition of the element that asks for a column."""
    return next(
        question.ask_if
        for element in elements(standard().year).values()
        for question in element.questions
        if (question.file, question.column) == (column.file, column.name) and question.ask_if is not None
    )


def _spelled(name: str) -> str:
    return "p.ProjectType" if name == "project.type" else f'r."{name}"'


def _source(file: str, asked: Condition) -> str:
    if "project.type" not in asked.names():
        return ""
    if "ProjectID" in standard().files[file].column:
        return f"kept.{file} r left join kept.Project p using (ProjectID)"
    return f"kept.{file} r left join facts.stay p using (EnrollmentID)"
