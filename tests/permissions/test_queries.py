"""No page asks the database more often than twelve times; what still does is named, and may not grow."""

from typing import Final

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearth.records import clock
from hearth.records.models import LoginSession
from tests.permissions.table import rows
from tests.permissions.world import World, answer

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

AT_MOST: Final = 12
# Pages of a lead, of one's own account, and of a client where many kinds of record are told at once.
_MORE: Final = {
    "account:own": 13,
    "accounts:act": 14,
    "accounts:list": 21,
    "accounts:person": 23,
    "client:history": 17,
    "deleted:client": 16,
    "duplicates:pair": 27,
    "history:audit": 23,
    "history:client_as_it_was": 25,
    "history:enrollment_as_it_was": 35,
    "log:reviews": 13,
    "profile:edit": 13,
    "release:client": 17,
    "roles:people": 16,
    "roles:people_csv": 16,
    "roles:why": 18,
}
# What begins and ends a transaction asks nothing.
_NO_QUERIES: Final = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


@pytest.mark.parametrize("who", ["intake_worker", "hmis_lead"])
def test_no_page_asks_more_than_twelve_queries(world: World, who: str) -> None:
    costly = {}
    for row in rows():
        if row.method == "GET" and row.expected[who] == 200:
            # That somebody is at work is written down once a minute, and not by every page.
            LoginSession.objects.update(active_at=clock.instant())
            with CaptureQueriesContext(connection) as asked:
                answer(world, row.name, row.method, who, {})
            number = sum(not query["sql"].startswith(_NO_QUERIES) for query in asked)
            if number > _MORE.get(row.name, AT_MOST):
                costly[row.name] = number
    assert costly == {}, costly
