"""The index of names holds each name that somebody bears, once, and no other for longer than a day."""

from django.db import connection

from hearth.records import guard
from hearth.records.known_names import forget_unused_names, keep_all_names
from hearth.records.models import KnownName
from hearth.records.write import change
from tests.community import Community, add_client


def _known() -> set[str]:
    return set(guard.everything(KnownName, "test").values_list("name", flat=True))


def test_a_name_is_known_when_a_client_is_saved_and_forgotten_when_nobody_bears_it(
    community: Community,
) -> None:
    rosa = add_client(community, "Rosa", "García-López")
    add_client(community, "Rosa", "Pond")
    assert _known() == {"rosa", "garcialopez", "pond"}
    with change(by=None, action="correct"):
        rosa.last_name, rosa.last_name_plain = "Limón", "limon"
        rosa.save(update_fields=["last_name", "last_name_plain"])
    assert "limon" in _known()
    assert forget_unused_names() == 1
    assert _known() == {"rosa", "limon", "pond"}


def test_names_that_are_missing_are_found_and_added(community: Community) -> None:
    add_client(community, "Rosa", "García-López")
    add_client(community, "0123456789abcdef0123456789abcdef", "")
    with connection.cursor() as cursor:
        cursor.execute("delete from records_knownname")
    keep_all_names()
    assert _known() == {"rosa", "garcialopez"}
