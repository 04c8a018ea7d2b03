"""When a service may be recorded without an enrollment."""

from datetime import date

from hearth.rules.service import without_stay

TODAY, BORN = date(2026, 3, 20), date(1990, 3, 12)


def said(on: date, **more: str) -> list[str]:
    return [one.text % one.values for one in without_stay.broken("Rosa", on, TODAY, BORN, **more)]


def test_a_service_of_today_or_before_is_recorded_without_an_enrollment() -> None:
    assert said(TODAY) == said(date(2026, 1, 1)) == []
    assert without_stay.broken("Rosa", TODAY, TODAY, None) == []


def test_a_day_that_cannot_be_is_refused() -> None:
    assert said(date(2026, 3, 21)) == [
        "The date is in the future. Record the service on the day it is given."
    ]
    assert said(date(1990, 3, 11)) == ["Rosa was not born on that day."]


def test_who_is_enrolled_in_the_program_gets_it_there() -> None:
    [words] = said(TODAY, enrolled_in="Street clinic")
    assert words == "Rosa is enrolled in Street clinic on that day. Record the service in that enrollment."
