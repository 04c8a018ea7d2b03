"""The forms agree with the table of who collects what (../shared/hud/element_applicability.csv), both ways.

The table names an element, a funder and project types. The elements say it as conditions. Every combination of
element, funder and project type is asked of both; docs/decisions/0071 lists where the two differ and why.
"""

import csv
import datetime
from functools import cache
from pathlib import Path

import pytest

from hearth.hud.collection import PersonFacts, ProjectFacts, asked
from hearth.hud.elements import elements
from hearth.hud.form_orders import form_orders
from hearth.hud.golden import Case, cases
from hearth.hud.standard import standard

TABLE = Path(__file__).parents[3] / "shared" / "hud" / "element_applicability.csv"
ON = datetime.date(2026, 2, 1)
TYPES = sorted(int(code) for code in standard().lists["2.02.6"].labels)
FUNDERS = sorted(int(code) for code in standard().lists["2.06.1"].labels)
HEAD = PersonFacts(age=40, relationship=1, veteran=1)
CHILD = PersonFacts(age=9, relationship=2)
POINTS = {"start", "update", "annual", "exit", "post-exit", "occurrence"}
ABOUT = {
    "all clients": "all clients",
    "HoH": "head",
    "HoH and adults": "head and adults",
    "HoH/veteran": "head or veteran",
    # They are asked of those whose 4.08 is a yes: a condition on the answer, not on the person.
    "clients with HIV/AIDS": "all clients",
}
# Elements that the table leaves out: who must collect them was not found (0071).
NOT_IN_TABLE = {"3.08", "3.10", "3.11", "3.12", "3.15", "4.19", "4.20", "V1"}
# (element, funder) of the table that HUD does not ask for, as the table's own notes say.
NOT_HUDS = {("V4", code) for code in range(13, 20)} | {("W2", code) for code in (13, 14, 15, 18, 19)}
# HUD's dictionary excepts "SSO coordinated entry" alone; the table leaves out all services-only projects.
COMMON = {"4.02", "4.03", "4.04", "4.05", "4.06", "4.07", "4.08", "4.09", "4.10", "4.11"}
EXCEPT_CE_ONLY = {1, 2, 3, 4, 5, 6, 7, 44, 54, 55}
SERVICES_ONLY = 6

pytestmark = pytest.mark.skipif(
    not TABLE.exists(),
    reason="NOT COMPARED WITH THE TABLE OF APPLICABILITY: no ../shared/hud beside the checkout",
)


@cache
def rows() -> list[dict[str, str]]:
    with TABLE.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def numbers(text: str) -> list[str]:
    """Read `4.05-4.07,4.09,4.10` and `3.917 (form A)`."""
    found = []
    for part in text.partition(" ")[0].split(","):
        first, _, last = part.partition("-")
        place = len(first.partition(".")[2])
        if last:
            start, stop = int(first.partition(".")[2]), int(last.partition(".")[2])
            found += [f"{first.partition('.')[0]}.{number:0{place}}" for number in range(start, stop + 1)]
        else:
            found.append(first)
    return found


def wanted() -> dict[tuple[str, str], set[tuple[str, int]]]:
    """Give, for each element and point, the (funder, project type) pairs that the table names."""
    pairs: dict[tuple[str, str], set[tuple[str, int]]] = {}
    for row in rows():
        types = (
            TYPES
            if row["project_types"] == "all"
            else [int(each) for each in row["project_types"].split("|")]
        )
        for number in numbers(row["element"]):
            for point in row["collection_points"].split("|"):
                pairs.setdefault((number, point), set()).update((row["funder"], each) for each in types)
    return pairs


@cache
def elements_asked(
    point: str, project_type: int, funders: tuple[int, ...], person: PersonFacts
) -> frozenset[str]:
    stages = [order.stage for order in form_orders().values() if order.point == point.replace("-", "_")]
    project = ProjectFacts(type=project_type, funders=funders)
    return frozenset(field.element.number for stage in stages for field in asked(stage, project, person, ON))


def by_hud(number: str, project_type: int, funder: int, in_table: bool) -> bool:
    """Correct the table where HUD's dictionary says otherwise (0071)."""
    if (number, funder) in NOT_HUDS:
        return False
    if number in COMMON and funder in EXCEPT_CE_ONLY and project_type == SERVICES_ONLY:
        return True
    if number == "4.12" and funder == 4:
        return project_type in (4, 14)
    if number == "3.20" and funder == 35:
        return True
    return in_table


def test_the_forms_ask_what_the_table_names_and_nothing_else() -> None:
    differences = []
    for (number, point), pairs in wanted().items():
        for project_type in TYPES:
            for funder in FUNDERS:
                in_table = (str(funder), project_type) in pairs or ("any", project_type) in pairs
                in_table = by_hud(number, project_type, funder, in_table)
                on_form = number in elements_asked(point, project_type, (funder,), HEAD)
                if in_table != on_form:
                    differences.append((number, point, project_type, funder, "table" if in_table else "form"))
    assert differences == []


def test_the_table_covers_every_element_but_the_named_ones() -> None:
    in_table = {number for number, _ in wanted()}
    on_forms = {
        element.number for element in elements().values() if element.is_active and set(element.at) & {
            "start", "update", "annual", "exit", "post_exit", "occurrence"
        }
    }  # fmt: skip
    assert on_forms - in_table == NOT_IN_TABLE - in_table
    assert in_table <= on_forms


def test_elements_are_collected_at_the_points_of_the_table() -> None:
    for number in {number for number, _ in wanted()}:
        points = {point for each, point in wanted() if each == number}
        assert points <= POINTS
        # HUD's dictionary has T-cell count and viral load at annual assessment too.
        points |= {"annual"} if number == "W4" else set()
        assert {point.replace("-", "_") for point in points} == set(elements()[number].at), number


def test_elements_are_about_the_people_of_the_table() -> None:
    for row in rows():
        for number in numbers(row["element"]):
            # HUD's dictionary says head of household or veteran for V9, as for V8.
            about = "head or veteran" if number == "V9" else ABOUT[row["collected_about"]]
            assert elements()[number].about == about, number


def test_what_the_table_recommends_is_asked_and_not_required() -> None:
    recommended = {(row["element"], int(row["funder"])) for row in rows() if "recommended" in row["note"]}
    assert recommended
    for number, funder in recommended:
        stages = [order.stage for order in form_orders().values() if order.point in elements()[number].at]
        for stage in stages:
            fields = asked(stage, ProjectFacts(type=3, funders=(funder,)), HEAD, ON)
            of_element = [field for field in fields if field.element.number == number]
            assert of_element
            assert not any(field.required for field in of_element)


def test_a_child_is_asked_only_what_is_about_all_clients() -> None:
    for point in ("start", "update", "annual", "exit", "occurrence"):
        for project_type in TYPES:
            asked_of_child = elements_asked(point, project_type, tuple(FUNDERS), CHILD)
            assert {elements()[number].about for number in asked_of_child} <= {"all clients"}


# The golden forms, read as the text that people review ---------------------------------------------


def is_about(about: str, person: PersonFacts) -> bool:
    """Say whether the table's "collected about" means this person."""
    is_adult = person.age is None or person.age >= 18
    is_head, is_veteran = person.relationship == 1, person.veteran == 1
    return {
        "all clients": True,
        "head": is_head,
        "head and adults": is_head or is_adult,
        "head or veteran": is_head or is_veteran,
    }[about]


def on_golden_form(case: Case) -> set[str]:
    """Read the numbers of HUD's elements from the file; what only a CoC asks is no part of the table."""
    lines = case.path.read_text("utf-8").splitlines()
    return {line.split()[0] for line in lines if line.startswith("  ") and " LOCAL" not in line}


def by_table(case: Case) -> set[str]:
    """Give the elements that the table, corrected as 0071 says, wants on the form of a case."""
    order = form_orders()[case.stage]
    on_form = {number for section in order.sections for number in section.elements}
    found = set()
    for (number, point), pairs in wanted().items():
        # HUD's dictionary has T-cell count and viral load at annual assessment too.
        points = {point.replace("-", "_")} | ({"annual"} if number == "W4" else set())
        if number not in on_form or order.point not in points:
            continue
        for funder in case.project.funders:
            in_table = (str(funder), case.project.type) in pairs or ("any", case.project.type) in pairs
            if by_hud(number, case.project.type or 0, funder, in_table):
                found.add(number)
    return {number for number in found if is_about(elements()[number].about, case.person)}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_golden_form_has_the_elements_of_the_table(case: Case) -> None:
    judged = {number for number, _point in wanted()}
    assert on_golden_form(case) & judged == by_table(case)
