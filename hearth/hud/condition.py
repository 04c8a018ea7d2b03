"""The small language in which the standard says when a question is asked: one text, run in Python and in SQL.

It has comparisons, `in`, `and`, `or`, `not` and `is None`, and nothing else. A missing value equals nothing: every
comparison with one is false, `!=` and `not in` too, so that a branch is taken only on an answer. Ask `is None` to
speak of a missing one.

    LivingSituation == 435
    project.type not in [0, 1, 4, 8] and LengthOfStay in under_90_days
    'HUD: CoC' in project.funders
"""

import ast
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

_COMPARISONS: dict[type[ast.cmpop], tuple[Callable[[Any, Any], bool], str]] = {
    ast.Eq: (lambda one, other: one == other, "="),
    ast.NotEq: (lambda one, other: one != other, "<>"),
    ast.Lt: (lambda one, other: one < other, "<"),
    ast.LtE: (lambda one, other: one <= other, "<="),
    ast.Gt: (lambda one, other: one > other, ">"),
    ast.GtE: (lambda one, other: one >= other, ">="),
}


class BadCondition(ValueError):
    """A condition that the language does not have; the message holds the text and what is wrong with it."""


@dataclass(frozen=True)
class Condition:
    """One condition. `sets` are the named lists of codes that it may speak of."""

    text: str
    sets: Mapping[str, tuple[int | str, ...]]

    @cached_property
    def _tree(self) -> ast.expr:
        try:
            tree = ast.parse(self.text.strip(), mode="eval").body
        except SyntaxError as problem:
            raise BadCondition(f"{self.text!r} cannot be read: {problem.msg}") from None
        self._check(tree)
        return tree

    def names(self) -> frozenset[str]:
        """Give the columns and facts that the condition speaks of, without its named sets."""
        return self._names

    @cached_property
    def _names(self) -> frozenset[str]:
        found = {_name(node) for node in ast.walk(self._tree) if isinstance(node, ast.Name | ast.Attribute)}
        # `project` alone is seen while walking into `project.type`.
        heads = {name.partition(".")[0] for name in found if name and "." in name}
        return frozenset(name for name in found if name and name not in self.sets and name not in heads)

    def comparisons(self) -> tuple[tuple[str, int | str], ...]:
        """Give the pairs of a name and a code that it is compared with, sets spelled out."""
        pairs = []
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Compare):
                left, right = node.left, node.comparators[0]
                if isinstance(left, ast.Constant):
                    left, right = right, left
                codes = self._value(right, {})
                codes = codes if isinstance(codes, tuple) else (codes,)
                pairs += [(_name(left) or "", code) for code in codes if code is not None]
        return tuple(pairs)

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Say whether the condition holds for these values (a missing key is a missing value)."""
        return self._holds(self._tree, values)

    def sql(self, column: Callable[[str], str]) -> str:
        """Give the condition as SQL that is never null; `column` spells a name (`project.type`) in the query."""
        return self._sql(self._tree, column)

    def given(self, known: Mapping[str, Any]) -> "Condition | bool":
        """Settle what is known already and give the rest: a smaller condition, or True or False when nothing is open.

        A name that is a key of `known` is settled even where its value is None.
        """
        if self._names.isdisjoint(known):
            return self
        rest = self._settled(self._tree, known)
        return rest if isinstance(rest, bool) else Condition(ast.unparse(rest), self.sets)

    def _settled(self, node: ast.expr, known: Mapping[str, Any]) -> ast.expr | bool:
        match node:
            case ast.BoolOp(op=operator, values=parts):
                decides = isinstance(operator, ast.Or)
                settled = [self._settled(part, known) for part in parts]
                if decides in settled:
                    return decides
                open_parts = [part for part in settled if not isinstance(part, bool)]
                if len(open_parts) > 1:
                    return ast.BoolOp(op=operator, values=open_parts)
                return open_parts[0] if open_parts else not decides
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                inner = self._settled(operand, known)
                return not inner if isinstance(inner, bool) else ast.UnaryOp(op=ast.Not(), operand=inner)
            case ast.Compare(left=left, comparators=[right]):
                named = {name for side in (left, right) if (name := _name(side)) and name not in self.sets}
                return self._holds(node, known) if named <= known.keys() else node
        raise self._unknown(node)

    # Python --------------------------------------------------------------------------------------

    def _holds(self, node: ast.expr, values: Mapping[str, Any]) -> bool:
        match node:
            case ast.BoolOp(op=ast.And(), values=parts):
                return all(self._holds(part, values) for part in parts)
            case ast.BoolOp(op=ast.Or(), values=parts):
                return any(self._holds(part, values) for part in parts)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return not self._holds(operand, values)
            case ast.Compare(left=left, ops=[operator], comparators=[right]):
                return self._compare(self._value(left, values), operator, self._value(right, values))
        raise self._unknown(node)

    def _compare(self, left: Any, operator: ast.cmpop, right: Any) -> bool:
        if isinstance(operator, ast.Is):
            return left is None
        if isinstance(operator, ast.IsNot):
            return left is not None
        if left is None or right is None:
            return False
        if isinstance(operator, ast.In):
            return left in right
        if isinstance(operator, ast.NotIn):
            return left not in right
        return _COMPARISONS[type(operator)][0](left, right)

    def _value(self, node: ast.expr, values: Mapping[str, Any]) -> Any:
        match node:
            case ast.Constant(value=value):
                return value
            case ast.List(elts=elements):
                return tuple(self._value(element, values) for element in elements)
        name = _name(node) or ""
        return self.sets[name] if name in self.sets else values.get(name)

    # SQL -----------------------------------------------------------------------------------------

    def _sql(self, node: ast.expr, column: Callable[[str], str]) -> str:
        match node:
            case ast.BoolOp(op=ast.And(), values=parts):
                return "(" + " and ".join(self._sql(part, column) for part in parts) + ")"
            case ast.BoolOp(op=ast.Or(), values=parts):
                return "(" + " or ".join(self._sql(part, column) for part in parts) + ")"
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return f"(not {self._sql(operand, column)})"
            case ast.Compare(left=left, ops=[operator], comparators=[right]):
                return self._compare_sql(left, operator, right, column)
        raise self._unknown(node)

    def _compare_sql(
        self, left: ast.expr, operator: ast.cmpop, right: ast.expr, column: Callable[[str], str]
    ) -> str:
        one = self._value_sql(left, column)
        if isinstance(operator, ast.Is):
            return f"({one} is null)"
        if isinstance(operator, ast.IsNot):
            return f"({one} is not null)"
        other = self._value_sql(right, column)
        if isinstance(operator, ast.In | ast.NotIn):
            # Codes written out run on every database; a list in a column (project.funders) on DuckDB.
            is_written_out = other.startswith("[") and other != "[]"
            contains = f"{one} in ({other[1:-1]})" if is_written_out else f"list_contains({other}, {one})"
            if isinstance(operator, ast.NotIn):
                contains = f"({one} is not null and not {contains})"
            return f"coalesce({contains}, false)"
        return f"coalesce({one} {_COMPARISONS[type(operator)][1]} {other}, false)"

    def _value_sql(self, node: ast.expr, column: Callable[[str], str]) -> str:
        match node:
            case ast.Constant(value=value):
                return _literal(value)
            case ast.List(elts=elements):
                return "[" + ", ".join(self._value_sql(element, column) for element in elements) + "]"
        name = _name(node) or ""
        if name in self.sets:
            return "[" + ", ".join(_literal(value) for value in self.sets[name]) + "]"
        return column(name)

    # What the language has -----------------------------------------------------------------------

    def _check(self, node: ast.expr) -> None:
        match node:
            case ast.BoolOp(values=parts):
                for part in parts:
                    self._check(part)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                self._check(operand)
            case ast.Compare(left=left, ops=[operator], comparators=[right]):
                self._check_comparison(left, operator, right)
            case _:
                raise self._unknown(node)

    def _check_comparison(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> None:
        if isinstance(operator, ast.Is | ast.IsNot):
            if not (isinstance(right, ast.Constant) and right.value is None):
                raise BadCondition(f"{self.text!r}: `is` goes with None only")
        elif not isinstance(operator, (ast.In, ast.NotIn, *_COMPARISONS)):
            raise BadCondition(f"{self.text!r}: the comparison is not one of the language")
        for side in (left, right):
            is_literal = isinstance(side, ast.Constant) and isinstance(side.value, int | str | None)
            is_list = isinstance(side, ast.List) and all(isinstance(each, ast.Constant) for each in side.elts)
            if not (is_literal or is_list or _name(side)):
                raise self._unknown(side)

    def _unknown(self, node: ast.AST) -> BadCondition:
        return BadCondition(f"{self.text!r}: {ast.unparse(node)!r} is not part of the condition language")


def condition(text: str, sets: Mapping[str, Collection[int | str]] | None = None) -> Condition:
    """Read a condition. Raises BadCondition for what the language does not have."""
    read = Condition(text, {name: tuple(codes) for name, codes in (sets or {}).items()})
    read.names()
    return read


def _name(node: ast.AST) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return None


def _literal(value: object) -> str:
    if value is None:
        return "null"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"
