"""Every condition of the standard says the same in Python and in SQL, and settling a part changes nothing."""

import random
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from hearth.hud.condition import Condition
from hearth.hud.elements import elements
from hearth.hud.standard import standard

ROWS = 80
COMPONENTS = sorted(standard().facts["funder_component_names"].values())


def conditions() -> Iterator[tuple[str, Condition]]:
    for element in elements().values():
        for question in element.questions:
            if question.ask_if:
                yield f"{element.number} {question.column}", question.ask_if
        for place, rule in enumerate(element.collected, 1):
            if rule.when:
                yield f"{element.number} rule {place}", rule.when


DISTINCT = {each.text: (where, each) for where, each in conditions()}


def values(read: Condition, random_row: random.Random) -> dict[str, Any]:
    """Draw a value for each name: a code it is compared with, another one, or none."""
    compared: dict[str, list[Any]] = {name: [0, 1, 99, None] for name in read.names()}
    for name, code in read.comparisons():
        compared.setdefault(name, []).append(code)
    row = {name: random_row.choice(codes) for name, codes in compared.items()}
    if "project.funders" in row:
        asked_for = [code for name, code in read.comparisons() if name == "project.funders"]
        row["project.funders"] = tuple(random_row.sample([*COMPONENTS, *asked_for * 10], 2))
    return row


def literal(value: Any) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(f"'{each}'" for each in value) + "]::varchar[]"
    return "null::int" if value is None else f"{value}::int"


def spelled(name: str) -> str:
    return name.replace(".", "_")


@pytest.mark.parametrize("text", DISTINCT, ids=lambda text: DISTINCT[text][0])
def test_a_condition_of_the_standard_agrees_with_its_sql(text: str) -> None:
    read = DISTINCT[text][1]
    draw = random.Random(text)
    rows = [values(read, draw) for _ in range(ROWS)]
    selects = (
        "select "
        + ", ".join([f"{place} as place"] + [f"{literal(row[n])} as {spelled(n)}" for n in sorted(row)])
        for place, row in enumerate(rows)
    )
    query = f"select {read.sql(spelled)} from ({' union all '.join(selects)}) order by place"
    in_sql = [answer for (answer,) in duckdb.execute(query).fetchall()]
    assert in_sql == [read.holds(row) for row in rows]


def test_the_drawn_rows_reach_both_answers_of_every_condition() -> None:
    one_sided = []
    for text, (where, read) in DISTINCT.items():
        draw = random.Random(text)
        answers = {read.holds(values(read, draw)) for _ in range(10 * ROWS)}
        if len(answers) < 2:
            one_sided.append(where)
    assert one_sided == []


@pytest.mark.parametrize("text", DISTINCT, ids=lambda text: DISTINCT[text][0])
def test_settling_what_is_known_leaves_the_answer_as_it_is(text: str) -> None:
    read = DISTINCT[text][1]
    draw = random.Random(text)
    for _ in range(ROWS):
        row = values(read, draw)
        known = {name: row[name] for name in row if draw.random() < 0.5}
        rest = read.given(known)
        if isinstance(rest, bool):
            assert rest == read.holds(row)
        else:
            assert rest.names().isdisjoint(known)
            assert rest.holds(row) == read.holds(row)
