"""A command knows whether the database lacks a migration without loading any of them."""

import pytest
from django.db import connection

from hearth.site.start import _pending_migrations

pytestmark = pytest.mark.django_db


def test_nothing_is_pending_where_every_migration_was_applied() -> None:
    assert not _pending_migrations()


@pytest.mark.parametrize("app", ["records", "procrastinate", "mfa"])
def test_one_migration_that_was_not_applied_is_pending(app: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from django_migrations where id = (select max(id) from django_migrations where app = %s)",
            [app],
        )
        assert cursor.rowcount == 1
    assert _pending_migrations()
