"""Every address answers each of ten personas as urls.csv says."""

import pytest

from tests.permissions.table import EVERYBODY, METHODS, addresses, rows
from tests.permissions.world import World, answer

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_table_has_a_row_for_every_address_and_no_row_for_any_other() -> None:
    listed = {(row.name, row.method) for row in rows()}
    existing = {(name, method) for name in addresses() for method in METHODS}
    assert sorted(existing - listed) == [], "give them a row in tests/permissions/urls.csv"
    assert sorted(listed - existing) == [], "these addresses are gone: take out their rows"


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_address_answers_each_persona_as_the_table_says(world: World, who: str) -> None:
    wrong = []
    for row in rows():
        status = answer(world, row.name, row.method, who, {})
        if status != row.expected[who]:
            wrong.append(f"{row.method} {row.name} {who}: {status}, not {row.expected[who]}")
    assert wrong == []
