"""A form on a page opens the questions, and works out the answers, that the server does from the same answers."""

import json
import random
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django import forms
from playwright.sync_api import Browser, Page

from hearth.forms.branches import page_condition
from hearth.forms.build import CollectionForm, build
from hearth.forms.fields import ComputedField, Money, Number
from hearth.hud.collection import PersonFacts, ProjectFacts
from hearth.hud.condition import condition
from hearth.hud.golden import fixture
from hearth.site.environment import PACKAGE

pytestmark = [pytest.mark.browser]

SCRIPT = PACKAGE / "ui" / "static" / "ui" / "conditions.js"
ON = date(2026, 2, 1)
HEAD = PersonFacts(age=40, relationship=1, veteran=1)
# Answers are given, the page is told once, and what it shows is read.
READ = """
cases => cases.map(answers => {
  const form = document.querySelector("form");
  for (const control of form.querySelectorAll("input, select")) {
    const answer = answers[control.name] ?? "";
    if (control.type === "radio") control.checked = answer !== "" && control.value === answer;
    else if (!control.hasAttribute("data-shown")) control.value = answer;
  }
  form.querySelector("[data-question] input, [data-question] select")
      .dispatchEvent(new Event("change", {bubbles: true}));
  const boxes = [...form.querySelectorAll("[data-question]")];
  const shown = boxes.filter(box => box.dataset.computed)
      .map(box => [box.dataset.question, box.querySelector("input").value]);
  return {open: boxes.filter(box => !box.hidden).map(box => box.dataset.question), shown: Object.fromEntries(shown)};
})
"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Any:
    page = browser.new_page()
    yield page
    page.close()


def load(page: Page, boxes: Sequence[str]) -> None:
    page.set_content(f"<form>{''.join(boxes)}</form><script>{SCRIPT.read_text('utf-8')}</script>")


def box(name: str, kind: str, control: str, ask_if: str = "", computed: str = "") -> str:
    def attribute(key: str, value: str) -> str:
        return f" data-{key}='{value.replace(chr(39), '&#39;')}'" if value else ""

    attributes = attribute("ask-if", ask_if) + attribute("computed", computed)
    return f"<div data-question='{name}' data-kind='{kind}'{attributes}>{control}</div>"


# Conditions as such ----------------------------------------------------------------------------------


def random_condition(chance: random.Random, depth: int = 3) -> str:
    if depth == 0 or chance.random() < 0.3:
        one, other = chance.choice("ABC"), chance.choice(["0", "1", "2", "99", "A", "B"])
        sign = chance.choice(["==", "!=", "<", "<=", ">", ">="])
        codes = chance.choice(["some", "[0, 3]", "[1]"])
        within = f"{one} {chance.choice(['in', 'not in'])} {codes}"
        missing = f"{one} {chance.choice(['is', 'is not'])} None"
        return chance.choice([f"{one} {sign} {other}", within, missing])
    inner = [random_condition(chance, depth - 1) for _ in range(2)]
    return chance.choice([f"({inner[0]} and {inner[1]})", f"({inner[0]} or {inner[1]})", f"not ({inner[0]})"])


def test_a_condition_says_the_same_on_a_page_and_on_the_server(page: Page) -> None:
    chance = random.Random(503)
    conditions = [condition(random_condition(chance), {"some": (1, 2, 99)}) for _ in range(300)]
    controls = [box(name, "number", f"<input name='{name}'>") for name in "ABC"]
    asked = [
        box(f"q{number}", "text", "", json.dumps(page_condition(each, lambda name: [name])))
        for number, each in enumerate(conditions)
    ]
    load(page, controls + asked)
    rows = [{name: chance.choice([None, 0, 1, 2, 3, 99]) for name in "ABC"} for _ in range(60)]
    typed = [{name: str(value) for name, value in row.items() if value is not None} for row in rows]
    for row, seen in zip(rows, page.evaluate(READ, typed), strict=True):
        on_server = {f"q{number}" for number, each in enumerate(conditions) if each.holds(row)}
        assert set(seen["open"]) - set("ABC") == on_server, row


# Whole forms -----------------------------------------------------------------------------------------

FORMS = [
    ("start", 3, (2,)),
    ("start", 13, (3, 33)),
    ("start", 0, (8,)),
    ("start", 12, (16,)),
    ("start", 2, (24,)),
    ("exit", 2, (24,)),
    ("update", 3, (15,)),
    ("current_living_situation", 14, (4,)),
    ("coordinated_entry_event", 14, (4,)),
    ("service", 13, (33,)),
]


def control_of(name: str, field: forms.Field) -> str:
    if isinstance(field, ComputedField):
        return "<input data-shown disabled>"
    if isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.RadioSelect):
        codes = [code for code, _label in answers_of(field)]
        return "".join(f"<input type='radio' name='{name}' value='{code}'>" for code in ["", *codes])
    return f"<input name='{name}'>"


def answers_of(field: Any) -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for code, label in field.choices:
        flat += label if isinstance(label, list | tuple) else [(code, label)]
    return [(str(code), label) for code, label in flat if str(code)]


def random_answer(chance: random.Random, field: forms.Field) -> str:
    if isinstance(field, ComputedField) or chance.random() < 0.1:
        return ""
    if isinstance(field, forms.ChoiceField):
        codes = [code for code, _label in answers_of(field)]
        # A yes opens most branches.
        return "1" if "1" in codes and chance.random() < 0.5 else chance.choice(codes)
    if isinstance(field, Money | Number):
        amounts = ["$1,200", "12.50"] if isinstance(field, Money) else []
        return chance.choice(["0", "7", "250", " 33 ", "much", *amounts])
    return chance.choice(["2026-01-05", "words"])


def form_of(kind: tuple[str, int, tuple[int, ...]], data: dict[str, str] | None = None) -> CollectionForm:
    stage, project_type, funders = kind
    rules = [fixture("sacramento")]
    project = ProjectFacts(type=project_type)
    return build(stage, project, funders, HEAD, ON, data=data, local_rules=rules)


@pytest.mark.parametrize("kind", FORMS, ids=[f"{stage}-{number}" for stage, number, _funders in FORMS])
def test_a_form_opens_and_computes_the_same_on_a_page_and_on_the_server(
    page: Page, kind: tuple[str, int, tuple[int, ...]]
) -> None:
    chance = random.Random(4.02)
    form = form_of(kind)
    questions = {each.field.name: each for section in form.sections() for each in section.questions}
    load(
        page,
        [
            box(name, each.kind, control_of(name, form.fields[name]), each.ask_if, each.computed)
            for name, each in questions.items()
        ],
    )
    cases = [
        {name: random_answer(chance, field) for name, field in form.fields.items()} for _case in range(40)
    ]
    opened: set[str] = set()
    for answers, seen in zip(cases, page.evaluate(READ, cases), strict=True):
        on_server = form_of(kind, answers)
        on_server.is_valid()
        assert set(seen["open"]) == on_server.open_names, answers
        opened |= set(seen["open"])
        for name, shown in seen["shown"].items():
            if name in seen["open"]:
                assert shown == on_server[name].value(), (name, answers)
    # The answers were wild enough to reach nearly everything that can be reached.
    assert len(opened) >= 0.9 * len(questions)
