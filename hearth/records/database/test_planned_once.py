"""What a page asks is planned once for a connection."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from hearth.records.database.planned_once import (
    is_planned_once,
    pages_of_one_person_are_planned_once,
    planned_each_time,
    planned_once,
)

pytestmark = pytest.mark.django_db


def ask(words: str, times: int = 4) -> None:
    for number in range(times):
        with connection.cursor() as cursor:
            cursor.execute(f"select %s::int, '{words} 100%%'", [number])
            assert cursor.fetchall() == [(number, f"{words} 100%")]


def plans(words: str) -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select generic_plans, custom_plans from pg_prepared_statements where statement like %s",
            [f"%'{words} 100%'%"],
        )
        return [row for row in cursor.fetchall() if sum(row)]


def test_a_statement_that_comes_again_is_planned_once_for_all_values() -> None:
    with planned_once():
        ask("again")

    [(generic, custom)] = plans("again")
    assert (generic > 0, custom) == (True, 0)


def test_a_statement_that_came_once_is_not_kept() -> None:
    with planned_once():
        ask("once", times=1)

    assert plans("once") == []


def test_values_may_have_names_and_one_may_have_no_place() -> None:
    with planned_once(), connection.cursor() as cursor:
        cursor.execute(
            "select %(one)s::int, %(other)s::text, %(one)s::int", {"unused": 0, "one": 1, "other": "two"}
        )
        assert cursor.fetchall() == [(1, "two", 1)]


def test_outside_and_where_values_decide_each_statement_has_its_own_plan() -> None:
    ask("outside")
    with planned_once(), planned_each_time():
        ask("within")

    assert plans("outside") == plans("within") == []


PERSON = "00000000-0000-4000-8000-000000000001"


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", f"/clients/{PERSON}/", True),
        ("HEAD", f"/enrollments/{PERSON}/history/", True),
        ("POST", f"/clients/{PERSON}/", False),
        ("GET", "/clients/", False),
        ("GET", f"/programs/{PERSON}/", False),
    ],
)
def test_pages_of_one_person_are_planned_once_and_lists_and_what_is_sent_are_not(
    method: str, path: str, expected: bool
) -> None:
    seen = []

    def answer(_request: object) -> HttpResponse:
        seen.append(is_planned_once())
        return HttpResponse()

    pages_of_one_person_are_planned_once(answer)(RequestFactory().generic(method, path))

    assert (seen, is_planned_once()) == ([expected], False)
