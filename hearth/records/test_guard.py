"""Every known way around the guard is refused; what the house needs still works."""

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, cast

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, transaction
from django.db.models import (
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    prefetch_related_objects,
)

from hearth.records import guard
from hearth.records.models import (
    Account,
    AgencyRole,
    Client,
    Enrollment,
    HUDUser,
    Organization,
    Project,
    Reading,
    Service,
    Source,
)
from hearth.records.write import change, current

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 8, 12)


def _born(source: Source) -> dict[str, Any]:
    return {
        "source": source,
        "hud_id": uuid.uuid4().hex,
        "change": current(),
        "date_created": NOON,
        "date_updated": NOON,
    }


@pytest.fixture
def enrollment() -> Enrollment:
    """One client enrolled in one program, and an account that once opened the client."""
    source = Source.objects.create(name="Here", is_own=True)
    account = Account.objects.create_account(username="ann", email="ann@example.org", name="Ann")
    with change(by=account, action="set_up"):
        agency = Organization.objects.create(organization_name="Agency", **_born(source))
        project = Project.objects.create(organization=agency, project_name="Shelter", **_born(source))
        client = Client.objects.create(first_name="Rose", unique_identifier="R", **_born(source))
        enrollment: Enrollment = Enrollment.objects.create(
            client=client,
            project=project,
            entry_date=date(2026, 3, 1),
            household_id="H",
            **_born(source),
        )
        hud_user = HUDUser.objects.create(**_born(source))
    Reading.objects.create(account=account, client=client, what="record")
    AgencyRole.objects.create(
        account=account, organization=agency, role="intake_worker", hud_user=hud_user, is_primary=True
    )
    return enrollment


def given(model: Any) -> Any:
    """Rows that the viewer of this test was given."""
    return guard.everything(model, "test")


history_of_clients = Client.history.rel.related_model  # type: ignore[attr-defined]

WAYS_AROUND: dict[str, Callable[[Enrollment], object]] = {
    "all": lambda e: list(Client.objects.all()),
    "get": lambda e: Client.objects.get(pk=e.client_id),
    "first": lambda e: Client.objects.first(),
    "count": lambda e: Client.objects.count(),
    "exists": lambda e: Client.objects.exists(),
    "values": lambda e: list(Client.objects.values("first_name")),
    "values list": lambda e: list(Client.objects.values_list("first_name", flat=True)),
    "iterator": lambda e: list(Client.objects.iterator()),
    "in bulk": lambda e: Client.objects.in_bulk(),
    "aggregate": lambda e: Client.objects.aggregate(Count("id")),
    "dates": lambda e: list(Enrollment.objects.dates("entry_date", "year")),
    "base manager": lambda e: list(Client._base_manager.all()),
    "reverse relation": lambda e: list(e.client.enrollments.all()),
    "reverse relation, counted": lambda e: e.client.enrollments.count(),
    "filter through a hidden enrollment": lambda e: list(given(Client).filter(enrollments__household_id="H")),
    "exclude through a hidden enrollment": lambda e: list(
        given(Client).exclude(enrollments__household_id="H")
    ),
    "order by a hidden relation": lambda e: list(given(Client).order_by("enrollments__entry_date")),
    "annotate a count over a join": lambda e: list(given(Client).annotate(Count("enrollments"))),
    "annotate a joined value": lambda e: list(given(Client).annotate(began=F("enrollments__entry_date"))),
    "Exists": lambda e: list(given(Client).filter(Exists(Enrollment.objects.filter(client=OuterRef("pk"))))),
    "Subquery": lambda e: list(
        given(Client).annotate(
            began=Subquery(Enrollment.objects.filter(client=OuterRef("pk")).values("entry_date")[:1])
        )
    ),
    "in a subquery": lambda e: list(given(Client).filter(pk__in=Enrollment.objects.values("client"))),
    "prefetch backwards": lambda e: list(given(Client).prefetch_related("enrollments")),
    "prefetch an own queryset": lambda e: list(
        given(Client).prefetch_related(Prefetch("enrollments", Enrollment.objects.all()))
    ),
    "start at an unguarded model": lambda e: list(
        Account.objects.filter(
            agency_roles__organization__isnull=False, agency_roles__organization__organization_name="Agency"
        )
    ),
    "values from an unguarded model": lambda e: list(Reading.objects.values("client__first_name")),
    "select related from an unguarded model": lambda e: list(Reading.objects.select_related("client")),
    "count from an unguarded model": lambda e: list(
        Source.objects.annotate(
            n=Count("runs__exports"), m=Exists(Client.objects.filter(source=OuterRef("pk")))
        )
    ),
    "filter an unguarded model by a client's name": lambda e: list(
        Reading.objects.filter(client__first_name="Rose")
    ),
    "exclude from an unguarded model by a client's name": lambda e: list(
        Reading.objects.exclude(client__first_name="Rose")
    ),
    "order an unguarded model by a client's name": lambda e: list(
        Reading.objects.order_by("client__first_name")
    ),
    "annotate an unguarded model with a count of clients": lambda e: list(
        Source.objects.annotate(n=Count(Subquery(Client.objects.values("first_name")[:1])))
    ),
    "aggregate over a join from an unguarded model": lambda e: Reading.objects.aggregate(
        n=Count("client__first_name")
    ),
    "a filtered relation": lambda e: list(
        given(Client)
        .annotate(stay=FilteredRelation("enrollments", condition=Q(enrollments__household_id="H")))
        .filter(stay__isnull=False)
    ),
    "an alias over a join": lambda e: list(given(Client).alias(n=Count("enrollments")).filter(n__gt=0)),
    "distinct over a join": lambda e: list(given(Client).filter(enrollments__isnull=False).distinct()),
    "follow a reading to its client": lambda e: Reading.objects.get().client,
    "prefetch the clients of readings": lambda e: list(Reading.objects.prefetch_related("client")),
    "prefetch onto rows in hand": lambda e: prefetch_related_objects([e.client], "enrollments"),
    "lock rows": lambda e: list(Client.objects.select_for_update()),
    "earliest": lambda e: Enrollment.objects.earliest("entry_date"),
    "history through a join": lambda e: list(history_of_clients.objects.filter(pgh_obj__first_name="Rose")),
    "history, ordered by the record": lambda e: list(
        history_of_clients.objects.order_by("pgh_obj__first_name")
    ),
    "a subquery in an update of an unguarded model": lambda e: Account.objects.update(
        name=Subquery(Client.objects.values("first_name")[:1])
    ),
    "a union that begins at an unguarded model": lambda e: list(
        Account.objects.values("name").union(Client.objects.values("first_name"))
    ),
    "explain": lambda e: Client.objects.explain(),
    "user model": lambda e: list(get_user_model().objects.filter(agency_roles__hud_user__user_email="x")),
    "history table": lambda e: list(history_of_clients.objects.all()),
    "history through the record": lambda e: list(cast(Any, e.client).history.all()),
    "union": lambda e: list(given(Client).union(Client.objects.all())),
    "difference": lambda e: list(given(Client).difference(Client.objects.filter(first_name="x"))),
    "exclusive or": lambda e: list(Client.objects.all() ^ given(Client)),
    "intersection": lambda e: list(given(Client).intersection(Client.objects.all())),
    "or": lambda e: list(given(Client).filter(first_name="x") | Client.objects.all()),
    "or, the other way": lambda e: list(Client.objects.all() | given(Client)),
    "and": lambda e: list(Client.objects.all() & given(Client)),
    "or of two viewers": lambda e: list(guard.everything(Client, "one") | guard.everything(Client, "two")),
    "raw": lambda e: list(Client.objects.raw("select * from records_client")),
    "raw of the queryset": lambda e: list(given(Client).raw("select * from records_client")),
    "extra tables": lambda e: list(Account.objects.extra(tables=["records_client"])),
    "update": lambda e: Client.objects.update(first_name="x"),
    "update what was given": lambda e: given(Client).update(first_name="x"),
    "save outside a change": lambda e: e.client.save(),
    "create outside a change": lambda e: Client.objects.create(unique_identifier="x"),
    "bulk create outside a change": lambda e: Client.objects.bulk_create([Client(unique_identifier="x")]),
    "bulk update outside a change": lambda e: given(Client).bulk_update([e.client], ["first_name"]),
    "get or create": lambda e: Client.objects.get_or_create(unique_identifier="x"),
    "update or create": lambda e: Client.objects.update_or_create(unique_identifier="x"),
    "delete": lambda e: e.client.delete(),
    "delete a queryset": lambda e: given(Client).delete(),
    "rows without a registered visibility": lambda e: list(guard.scoped(HUDUser, "nobody")),
}


@pytest.mark.parametrize("way", WAYS_AROUND)
def test_this_way_around_the_guard_is_refused(enrollment: Enrollment, way: str) -> None:
    with pytest.raises(guard.Refused), transaction.atomic():
        WAYS_AROUND[way](enrollment)


def test_rows_are_never_deleted_even_inside_a_change(enrollment: Enrollment) -> None:
    with change(by=None, action="test"), pytest.raises(guard.Refused):
        given(Client)._raw_delete("default")


def test_the_database_refuses_an_update_that_nobody_signed(enrollment: Enrollment) -> None:
    with (
        pytest.raises(DatabaseError, match="pgh_context"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("update records_client set first_name = 'x'")


def test_the_signature_ends_with_the_change(enrollment: Enrollment) -> None:
    with change(by=None, action="test"):
        enrollment.client.save()
    with (
        pytest.raises(DatabaseError, match="pgh_context"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("update records_client set first_name = 'x'")


def test_what_was_given_can_be_read_in_every_way(enrollment: Enrollment) -> None:
    rows = given(Client)
    assert rows.count() == 1
    assert rows.exists()
    assert rows.get().first_name == "Rose"
    assert list(rows.values_list("first_name", flat=True)) == ["Rose"]
    assert list(given(Enrollment).select_related("client", "project__organization"))
    assert rows.filter(Exists(given(Enrollment).filter(client=OuterRef("pk")))).count() == 1
    assert (rows | rows.filter(Q(first_name="x"))).count() == 1


def test_forward_keys_of_a_visible_row_can_be_followed(enrollment: Enrollment) -> None:
    found = given(Enrollment).get()
    assert found.client.first_name == "Rose"
    assert found.project.organization.organization_name == "Agency"
    prefetched = list(given(Enrollment).prefetch_related("client"))
    assert prefetched[0].client.first_name == "Rose"
    assert given(Enrollment).filter(client__first_name="Rose", project__project_name="Shelter").count() == 1


def test_djangos_own_look_ups_for_a_row_in_hand_work(enrollment: Enrollment) -> None:
    client = given(Client).get()
    client.refresh_from_db()
    client.full_clean()
    with change(by=None, action="rename"):
        client.first_name = "Rosa"
        client.save()
    assert given(Client).get().first_name == "Rosa"


def test_tables_without_clients_stay_free(enrollment: Enrollment) -> None:
    assert Account.objects.filter(username="ann").exists()
    assert Reading.objects.filter(client_id=enrollment.client_id).count() == 1


def test_every_record_and_its_history_are_guarded() -> None:
    from hearth.records.models.record import Record

    for model in Record.__subclasses__():
        assert guard.is_guarded(model._meta.db_table), model
        assert guard.is_guarded(model.history.rel.related_model._meta.db_table), model  # type: ignore[attr-defined]


def test_a_service_of_another_client_is_not_reached_through_the_enrollment(enrollment: Enrollment) -> None:
    with pytest.raises(guard.Refused):
        list(given(Enrollment).filter(services__record_type=200))
    assert given(Service).count() == 0
