"""Find what is wrong with a CoC's own rules, a line for each fault, so that whoever keeps them can mend them."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hearth.hud.condition import BadCondition, condition
from hearth.hud.elements import FACTS, elements
from hearth.hud.form_orders import form_orders
from hearth.hud.standard import Standard, standard

TYPES = ("int", "string", "date", "money")
# What a local element may say; `file`, `fixed`, `names` and `retired` speak of HUD's own rows.
_ELEMENT_KEYS = frozenset(
    {"number", "name", "at", "about", "heading", "help", "example", "sets", "collected", "question"}
)
_RULE_KEYS = frozenset({"when", "recommended", "note"})
_QUESTION_KEYS = frozenset({"column", "text", "help", "ask_if", "required", "type", "choices"})
_NUMBER = re.compile(r"[a-z][a-z0-9_]*\.[a-z0-9_.]*[a-z0-9]")
_COLUMN = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}")
_CODE = re.compile(r"\d{1,6}")
_COC = re.compile(r"[A-Z]{2}-\d{3}")


def faults(text: str, year: str = "fy2026") -> list[str]:
    """Give what is wrong with a CoC's rules, a line for each fault; none where they can be used."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        return [f"this is not TOML: {problem}"]
    found = []
    if unknown := data.keys() - {"name", "coc", "add", "element"}:
        found.append(f"unknown {', '.join(sorted(unknown))}; local rules can add, nothing else")
    found += _texts(data, ("name", "coc"), "the file")
    if isinstance(data.get("coc"), str) and not _COC.fullmatch(data["coc"]):
        found.append(f"coc {data['coc']!r} is not two letters, a hyphen and three digits")
    for number, each in enumerate(_tables(data, "add", found), 1):
        found += _faults_of_addition(each, f"[[add]] {number}", year)
    taken: set[str] = set()
    for number, each in enumerate(_tables(data, "element", found), 1):
        found += _faults_of_element(each, f"[[element]] {each.get('number', number)}", taken, standard(year))
    return found


def _faults_of_addition(data: Mapping[str, Any], where: str, year: str) -> Iterator[str]:
    yield from _unknown(data, _RULE_KEYS | {"element"}, where)
    element = elements(year).get(str(data.get("element", "")))
    if element is None:
        yield f"{where}: {data.get('element', 'nothing')!r} is not an element of {year}"
    elif not element.is_active:
        yield f"{where}: {element.number} is not an element of {year} any more"
    elif not element.collected:
        yield f"{where}: HUD has every project collect {element.number}; there is nothing to add"
    yield from _texts(data, ("when", "note"), where, may_miss=True)
    if not isinstance(data.get("recommended", False), bool):
        yield f"{where}: recommended is neither true nor false"
    yield from _faults_of_condition(data.get("when"), where, standard(year).sets, FACTS)


def _faults_of_element(
    data: Mapping[str, Any], where: str, taken: set[str], known: Standard
) -> Iterator[str]:
    if data.get("file"):
        yield f"{where} cannot write to {data['file']}: answers stay local"
    yield from _unknown(data, _ELEMENT_KEYS | {"file"}, where)
    yield from _texts(data, ("number", "name", "about"), where)
    yield from _texts(data, ("heading", "help", "example"), where, may_miss=True)
    yield from _faults_of_number(str(data.get("number", "")), where, taken, known.year)
    points = {order.point for order in form_orders(known.year).values()}
    at = data.get("at")
    if not isinstance(at, list) or not at or not set(map(str, at)) <= points:
        yield f"{where}: at is not a list of {', '.join(sorted(points))}"
    if isinstance(data.get("about"), str) and data["about"] not in known.facts["about"]:
        yield f"{where}: about {data['about']!r} is none of {', '.join(known.facts['about'])}"
    own_sets = data.get("sets", {})
    if not _is_sets(own_sets):
        yield f"{where}: sets are not named lists of whole numbers"
        own_sets = {}
    sets = {**known.sets, **{name: tuple(codes) for name, codes in own_sets.items()}}
    found: list[str] = []
    for number, each in enumerate(_tables(data, "collected", found, where), 1):
        rule = f"{where}, [[element.collected]] {number}"
        yield from _unknown(each, _RULE_KEYS, rule)
        yield from _texts(each, ("when", "note"), rule, may_miss=True)
        yield from _faults_of_condition(each.get("when"), rule, sets, FACTS)
    columns: set[str] = set()
    questions = _tables(data, "question", found, where)
    for number, each in enumerate(questions, 1):
        place = f"{where}, question {each.get('column', number)}"
        yield from _faults_of_question(each, place, sets, columns)
    if not questions:
        yield f"{where} has no question"
    yield from found


def _faults_of_number(number: str, where: str, taken: set[str], year: str) -> Iterator[str]:
    if number in elements(year):
        yield f"{where}: {number} is HUD's own element; a local one needs another number"
    elif number and not _NUMBER.fullmatch(number):
        yield f"{where}: a number is the CoC's short name, a point and a number, such as sacramento.1"
    if number in taken:
        yield f"{where}: the number is used twice"
    taken.add(number)


def _faults_of_question(
    data: Mapping[str, Any], where: str, sets: Mapping[str, Sequence[int]], columns: set[str]
) -> Iterator[str]:
    yield from _unknown(data, _QUESTION_KEYS, where)
    yield from _texts(data, ("column", "text", "type"), where)
    yield from _texts(data, ("help", "ask_if"), where, may_miss=True)
    column, kind = str(data.get("column", "")), data.get("type")
    if column and not _COLUMN.fullmatch(column):
        yield f"{where}: a column's name is letters and digits"
    if column in columns:
        yield f"{where}: the column is used twice"
    if isinstance(kind, str) and kind not in TYPES:
        yield f"{where}: type {kind!r} is none of {', '.join(TYPES)}"
    if not isinstance(data.get("required", True), bool):
        yield f"{where}: required is neither true nor false"
    choices = data.get("choices", {})
    if not isinstance(choices, dict) or not all(isinstance(words, str) for words in choices.values()):
        yield f"{where}: choices are not codes with words"
    elif choices and kind not in ("int", "string"):
        yield f"{where}: choices need the type int or string"
    elif kind == "int" and not all(_CODE.fullmatch(code) for code in choices):
        yield f"{where}: the codes of the choices are not whole numbers"
    # A question opens by what was asked before it.
    yield from _faults_of_condition(data.get("ask_if"), where, sets, FACTS | columns)
    columns.add(column)


def _faults_of_condition(
    text: Any, where: str, sets: Mapping[str, Sequence[int]], names: frozenset[str] | set[str]
) -> Iterator[str]:
    if not isinstance(text, str) or not text:
        return
    try:
        unknown = condition(text, sets).names() - names
    except BadCondition as problem:
        yield f"{where}: {problem}"
        return
    if unknown:
        yield f"{where}: {text!r} speaks of {', '.join(sorted(unknown))}, which is not known there"


def _unknown(data: Mapping[str, Any], keys: frozenset[str], where: str) -> Iterator[str]:
    if unknown := data.keys() - keys:
        yield f"{where}: unknown {', '.join(sorted(unknown))}"


def _texts(
    data: Mapping[str, Any], keys: Sequence[str], where: str, *, may_miss: bool = False
) -> Iterator[str]:
    for key in keys:
        if key not in data:
            if not may_miss:
                yield f"{where} has no {key}"
        elif not isinstance(data[key], str) or not data[key].strip():
            yield f"{where}: {key} is not a text"


def _tables(data: Mapping[str, Any], key: str, found: list[str], where: str = "") -> list[dict[str, Any]]:
    """Give the tables under a key; what is no list of tables is a fault."""
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        found.append(f"{where}: " * bool(where) + f"{key} is not written as [[{key}]]")
        return []
    return value


def _is_sets(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(codes, list) and all(isinstance(code, int) for code in codes) for codes in value.values()
    )
