"""The SQL of each exported value: keys as they leave, text without forbidden signs, 99 and null as HUD wants them."""

from functools import cache

from hearth.exchange.hud_ids import HudIds
from hearth.exchange.shape import StoredColumn, StoredFile, stored_files
from hearth.hud.condition import Condition
from hearth.hud.elements import questions_null_unless
from hearth.hud.standard import Column, standard

# Characters that HUD wants out of all text.
_UNWANTED = "<>[]{}"
_NOT_COLLECTED = "99"


def exported(file: StoredFile, hud_ids: HudIds, export_id: str) -> dict[str, str]:
    """Give the SQL of every column's exported value, by HUD's name in HUD's order, over `t` and `HudIds.joined`."""
    stored = {column.hud.name: column for column in file.columns}
    values = {}
    for column in standard().files[file.name].columns:
        if column.references == "Export":
            values[column.name] = f"'{export_id}'"
        elif column.name in stored:
            values[column.name] = _value(file, stored, column.name, hud_ids)
        else:
            values[column.name] = "t.ssn_encrypted"
    return values


def _value(file: StoredFile, stored: dict[str, StoredColumn], name: str, hud_ids: HudIds) -> str:
    column = stored[name]
    if column.hud.is_key:
        return hud_ids.key(file, "t")
    if column.parent:
        return hud_ids.parent_key(file, column, "t")
    if (file.name, name) == ("Enrollment", "HouseholdID"):
        return hud_ids.household("t")
    value = f"t.{column.database}"
    if column.hud.type == "string":
        value = f"translate({value}, '{_UNWANTED}', '')"
    if not column.hud.nullable and _may_be_99(column.hud):
        return f"coalesce({value}, {_NOT_COLLECTED})"
    asked = _null_unless().get((file.name, name))
    if not asked:
        return value

    # The value that goes out decides, not the one that is stored: what hangs on a null is null as well.
    def spelled(other: str) -> str:
        if other == "project.type":
            return (
                f"(select p.project_type from {stored_files()['Project'].table} p where p.id = t.project_id)"
            )
        return _value(file, stored, other, hud_ids)

    return f"case when {' or '.join(condition.sql(spelled) for condition in asked)} then {value} end"


def _may_be_99(column: Column) -> bool:
    lists = standard().lists
    return bool(column.lists) and all(_NOT_COLLECTED in lists[name].labels for name in column.lists)


@cache
def _null_unless() -> dict[tuple[str, str], list[Condition]]:
    """Give, by file and column, the conditions under which HUD's CSV holds a value; any of several is enough."""
    found: dict[tuple[str, str], list[Condition]] = {}
    for question in questions_null_unless(standard().year):
        if question.null_unless is not None:
            found.setdefault((question.file, question.column), []).append(question.null_unless)
    return found
