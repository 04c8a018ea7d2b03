"""Say a condition of the standard in words, for people who do not read its language.

`funder in hud_coc and project.type != 14` becomes "the funder is HUD: CoC, and the project type is not CE".
"""

import ast
from collections.abc import Mapping, Sequence

from hearth.hud.condition import BadCondition, Condition
from hearth.hud.elements import Element, Question, elements, offered
from hearth.hud.standard import Standard

_SUBJECTS = {
    "funder": "the funder",
    "project.type": "the project type",
    "project.rrh_subtype": "the kind of rapid re-housing",
    "person.age": "the age",
}
# Facts that are 1 or 0: what a 1 says.
_FLAGS = {
    "project.access_point": "the project is a coordinated entry access point",
    "project.residential_affiliation": "the project belongs to a residential one",
    "person.is_adult": "the person is an adult",
    "person.is_head": "the person is the head of household",
    "person.is_veteran": "the person is a veteran",
}
_COMPARED: dict[type[ast.cmpop], str] = {
    ast.Eq: "is",
    ast.In: "is",
    ast.NotEq: "is not",
    ast.NotIn: "is not",
    ast.Lt: "is under",
    ast.LtE: "is at most",
    ast.Gt: "is over",
    ast.GtE: "is at least",
}
# A longer list of answers is called by its name.
_CODES_AT_MOST = 6


def in_words(condition: Condition, known: Standard, element: Element | None = None) -> str:
    """Give a condition as a sentence without its full stop; `element` is whose columns it speaks of."""
    return _Sentence(condition, known, element).say(ast.parse(condition.text.strip(), mode="eval").body)


class _Sentence:
    def __init__(self, condition: Condition, known: Standard, element: Element | None) -> None:
        self._condition = condition
        self._known = known
        self._element = element
        self._questions = _questions(element) if element else {}

    def say(self, node: ast.expr, *, is_inner: bool = False) -> str:
        match node:
            case ast.BoolOp(op=ast.And(), values=parts):
                text = ", and ".join(self.say(part, is_inner=True) for part in parts)
            case ast.BoolOp(values=parts):
                text = ", or ".join(self.say(part, is_inner=True) for part in parts)
            case ast.UnaryOp(
                op=ast.Not(), operand=ast.Compare(left=left, ops=[ast.In()], comparators=[right])
            ):
                return self._compare(left, ast.NotIn(), right)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return f"it is not so that {self.say(operand, is_inner=True)}"
            case ast.Compare(left=left, ops=[operator], comparators=[right]):
                return self._compare(left, operator, right)
            case _:
                raise BadCondition(f"{self._condition.text!r} cannot be said in words")
        return f"({text})" if is_inner else text

    def _compare(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> str:
        if isinstance(left, ast.Constant):
            return f"a funder of the project is {left.value!s}"
        name = ast.unparse(left)
        if isinstance(operator, ast.Is | ast.IsNot):
            return f"{self._subject(name)} is {'not ' if isinstance(operator, ast.Is) else ''}answered"
        if name in _FLAGS:
            says_yes = isinstance(operator, ast.Eq) == (ast.unparse(right) == "1")
            return _FLAGS[name] if says_yes else f"it is not so that {_FLAGS[name]}"
        joined = " nor " if isinstance(operator, ast.NotIn) else " or "
        return f"{self._subject(name)} {_COMPARED[type(operator)]} {self._codes(name, right, joined)}"

    def _subject(self, name: str) -> str:
        if name in self._questions:
            return f"“{self._questions[name][1].text}”"
        return _SUBJECTS.get(name, name)

    def _codes(self, name: str, node: ast.expr, joined: str) -> str:
        text = ast.unparse(node)
        codes = self._condition.sets.get(text)
        if codes is None:
            value = ast.literal_eval(node)
            codes = tuple(value) if isinstance(value, list) else (value,)
        elif component := self._known.facts["funder_component_names"].get(text):
            return str(component)
        elif len(codes) > _CODES_AT_MOST:
            return f"one of the group “{text.replace('_', ' ')}”"
        return listed([self._label(name, code) for code in codes], joined)

    def _label(self, name: str, code: object) -> str:
        labels: Mapping[str, str] = {}
        if name == "funder":
            labels = self._known.lists["2.06.1"].labels
        elif name == "project.type":
            labels = self._known.facts["project_type_short"]
        elif name in self._questions:
            labels = dict(offered(*self._questions[name], self._known))
        return labels.get(str(code), str(code))


def _questions(element: Element) -> dict[str, tuple[Element, Question]]:
    """Give the questions that a condition of an element may name: its own first, then those of the same row."""
    found = {question.column: (element, question) for question in element.questions}
    for other in elements().values() if element.file else ():
        if other.file == element.file and other.fixed in ({}, dict(element.fixed)):
            for question in other.questions:
                found.setdefault(question.column, (other, question))
    return found


def listed(words: Sequence[str], joined: str = " and ") -> str:
    """Give words as a list in a sentence: A, B and C."""
    return joined.join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
