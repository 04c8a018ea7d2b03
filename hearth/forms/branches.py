"""Which questions are open, given the answers so far: the condition for the page, and the same condition here."""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hearth.hud.collection import AskedField
from hearth.hud.condition import BadCondition, Condition

# Names of fields on a page whose first answer is a column's value.
Places = Sequence[str]
Row = tuple[str, tuple[tuple[str, int], ...]]

_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
}


@dataclass(frozen=True)
class Branch:
    """One field in its form: the name on the page, what was asked, and the row whose columns its condition names."""

    name: str
    asked: AskedField

    @property
    def row(self) -> Row:
        return row_of(self.asked)


def row_of(asked: AskedField) -> Row:
    """Give what tells rows apart: the file (a local element has its number instead) and the fixed values."""
    return (asked.question.file or asked.element.number, tuple(sorted(asked.fixed.items())))


def page_condition(condition: Condition, places: Callable[[str], Places]) -> list[Any]:
    """Give a condition as the JSON that hearth/ui/static/ui/conditions.js reads; sets are spelled out.

    A part is ["and", part...], ["or", part...], ["not", part] or [sign, operand, operand]; an operand is a code, a list
    of codes, null, or {"places": [names of fields]} for a column.
    """
    return _part(ast.parse(condition.text.strip(), mode="eval").body, condition, places)


def _part(node: ast.expr, condition: Condition, places: Callable[[str], Places]) -> list[Any]:
    match node:
        case ast.BoolOp(op=operator, values=parts):
            sign = "and" if isinstance(operator, ast.And) else "or"
            return [sign, *(_part(part, condition, places) for part in parts)]
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return ["not", _part(operand, condition, places)]
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            sides = (_operand(side, condition, places) for side in (left, right))
            return [_SIGNS[type(operator)], *sides]
    raise BadCondition(f"{condition.text!r} cannot be sent to a page")


def _operand(node: ast.expr, condition: Condition, places: Callable[[str], Places]) -> Any:
    match node:
        case ast.Constant(value=value):
            return value
        case ast.List(elts=parts):
            return [_operand(part, condition, places) for part in parts]
    name = ast.unparse(node)
    if name in condition.sets:
        return list(condition.sets[name])
    return {"places": list(places(name))}


def places_in(branches: Sequence[Branch]) -> Callable[[Row, str], Places]:
    """Give a function that finds the fields which hold a column of a row; a column may have two questions."""
    found: dict[tuple[Row, str], list[str]] = {}
    for branch in branches:
        found.setdefault((branch.row, branch.asked.question.column), []).append(branch.name)
    return lambda row, column: found.get((row, column), [])


def open_fields(
    branches: Sequence[Branch],
    answers: Mapping[str, Any],
    computed: Callable[[Mapping[str, Any]], Mapping[str, Any]],
) -> set[str]:
    """Give the names of the fields that are asked.

    An answer to a question that is not asked opens nothing: it is taken as missing. `computed` gives answers that
    follow from others, by field. Conditions name earlier questions, so that one round settles nearly every form; each
    further round settles one more question that was named before it was asked.
    """
    places = places_in(branches)
    is_open = {branch.name for branch in branches}
    said = _said(answers, is_open, computed)
    for _round in branches:
        before = set(is_open)
        for branch in branches:
            condition = branch.asked.ask_if
            if condition is None:
                continue
            values = {column: _first(said, places(branch.row, column)) for column in condition.names()}
            if condition.holds(values) != (branch.name in is_open):
                is_open ^= {branch.name}
                said = _said(answers, is_open, computed)
        if is_open == before:
            break
    return is_open


def _said(
    answers: Mapping[str, Any],
    is_open: set[str],
    computed: Callable[[Mapping[str, Any]], Mapping[str, Any]],
) -> dict[str, Any]:
    said = {name: value for name, value in answers.items() if name in is_open}
    return said | {name: value for name, value in computed(said).items() if name in is_open}


def _first(said: Mapping[str, Any], names: Places) -> Any:
    return next((said[name] for name in names if said.get(name) is not None), None)
