"""Why a value of an export goes out otherwise than it came: each reason is a line of HUD's CSV specification."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import cache

from hearth.hud.elements import elements
from hearth.hud.standard import Column, standard

_FORBIDDEN = str.maketrans("", "", "<>[]{}")

Rows = Mapping[str, Mapping[str, Mapping[str, str]]]


def reason_of_cell(column: Column, before: str, after: str) -> str | None:
    """Give why a value is another one, or None."""
    if not before and after == "99" and not column.nullable:
        return "99 where HUD allows no null and nobody answered"
    if before and not after and (column.file, column.name) in _conditional():
        return "null, because HUD wants a value only after another answer"
    if before.strip() == after:
        return "without spaces around it"
    if before.translate(_FORBIDDEN).strip() == after:
        return "without the characters that HUD forbids"
    if "money" in column.type and _amount(before) == _amount(after):
        return "the same amount with two decimals"
    if column.type == "int" and _amount(before) == _amount(after):
        return "the same number"
    if column.type in ("date", "datetime") and _moment(before) == _moment(after) is not None:
        return "the same time in HUD's form"
    if column.name == "SSN" and _signs(before).rjust(9, "x") == after:
        return "the same number in HUD's form"
    if column.max_length and len(before) > column.max_length == len(after) and before.startswith(after):
        return "cut to the length of its column"
    return None


def reason_of_lost_row(file: str, row: Mapping[str, str], came: Rows) -> str | None:
    """Give why a row is not in the export, or None."""
    if row.get("DateDeleted"):
        return "deleted: a full export holds no deleted rows"
    if file == "User" and not any(
        other.get("UserID") == row["UserID"]
        for name in came
        if name != "User"
        for other in came[name].values()
    ):
        return "a user whom no row names"
    if file == "Client" and not any(
        stay["PersonalID"] == row["PersonalID"] for stay in came["Enrollment"].values()
    ):
        return "a client without an enrollment"
    if file == "Organization" and not any(
        project["OrganizationID"] == row["OrganizationID"] for project in came["Project"].values()
    ):
        return "an organization without a project"
    return None


def reason_of_new_row(file: str, key: str, came: Rows) -> str | None:
    """Give why a row is in the export that did not come, or None."""
    if file == "User" and any(row.get("UserID") == key for rows in came.values() for row in rows.values()):
        return "a user who is named but has no row: HUD wants every named user in User.csv"
    return None


@cache
def _conditional() -> frozenset[tuple[str, str]]:
    return frozenset(
        (question.file, question.column)
        for element in elements(standard().year).values()
        for question in element.questions
        if question.null_unless is not None
    )


def _signs(ssn: str) -> str:
    return "".join(sign for sign in ssn.lower() if sign in "0123456789x")


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
