from datetime import date

import pytest

from hearth.rules.client.age import age_on


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 3, 12), date(2026, 3, 11), 17),
        (date(2008, 3, 12), date(2026, 3, 12), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2026, 3, 12), date(2026, 3, 12), 0),
        (date(2026, 3, 13), date(2026, 3, 12), None),
        (None, date(2026, 3, 12), None),
    ],
)
def test_a_year_is_added_on_the_birthday_and_never_before_birth(
    born: date | None, day: date, age: int | None
) -> None:
    assert age_on(day, born) == age
