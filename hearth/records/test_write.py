"""A change is signed, whole, and remembered."""

import uuid
from datetime import UTC, datetime

import pytest

from hearth.records import guard
from hearth.records.models import Account, Change, Organization, Source
from hearth.records.write import change, current

pytestmark = pytest.mark.django_db
# 02:30 does not exist in Los Angeles on this night: a column with a zone would move it.
HALF_PAST_TWO = datetime(2026, 3, 8, 2, 30)


@pytest.fixture
def account() -> Account:
    return Account.objects.create_account(username="ann", email="ann@example.org", name="Ann")


def add_organization(name: str = "Agency") -> Organization:
    source, _ = Source.objects.get_or_create(name="Here", is_own=True)
    organization: Organization = Organization.objects.create(
        source=source,
        hud_id=uuid.uuid4().hex,
        change=current(),
        organization_name=name,
        date_created=HALF_PAST_TWO,
        date_updated=HALF_PAST_TWO,
    )
    return organization


def old_rows(organization: Organization) -> list[tuple[str, uuid.UUID]]:
    history = Organization.history.rel.related_model  # type: ignore[attr-defined]
    rows = guard.everything(history, "test").filter(pgh_obj_id=organization.pk).order_by("pgh_id")
    return list(rows.values_list("organization_name", "pgh_context_id"))


def test_a_new_record_names_the_change_that_made_it(account: Account) -> None:
    with change(by=account, action="open_agency", why="new member") as signed:
        organization = add_organization()
    assert organization.change == signed
    assert Change.objects.get().why == "new member"
    assert old_rows(organization) == []


def test_an_update_keeps_the_old_row_under_the_change_that_made_it(account: Account) -> None:
    with change(by=account, action="open_agency"):
        organization = add_organization("Old name")
    with change(by=account, action="rename_agency") as renaming:
        organization.organization_name = "New name"
        organization.save()
    assert old_rows(organization) == [("Old name", renaming.id)]


def test_saving_without_a_change_writes_no_history(account: Account) -> None:
    with change(by=account, action="open_agency"):
        organization = add_organization()
    with change(by=account, action="save_again"):
        organization.save()
    assert old_rows(organization) == []


def test_a_bulk_update_keeps_every_old_row(account: Account) -> None:
    with change(by=account, action="open_agencies"):
        organizations = [add_organization(f"Agency {number}") for number in range(3)]
    with change(by=account, action="rename_all"):
        guard.everything(Organization, "test").update(organization_name="One name")
    assert [old_rows(each)[0][0] for each in organizations] == ["Agency 0", "Agency 1", "Agency 2"]


def test_a_change_that_fails_leaves_nothing(account: Account) -> None:
    def fail_half_way() -> None:
        with change(by=account, action="open_agency"):
            add_organization()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert guard.everything(Organization, "test").count() == 0
    assert Change.objects.count() == 0


def test_a_change_inside_a_change_belongs_to_the_outer_one(account: Account) -> None:
    with change(by=account, action="outer") as outer, change(by=account, action="inner") as inner:
        assert inner is outer
    assert Change.objects.get().action == "outer"


def test_outside_a_change_there_is_no_current_one() -> None:
    with pytest.raises(guard.Refused):
        current()


def test_a_hud_date_time_is_stored_verbatim_on_the_night_of_daylight_saving(account: Account) -> None:
    with change(by=account, action="open_agency"):
        organization = add_organization()
    organization.refresh_from_db()
    assert organization.date_created == HALF_PAST_TWO


def test_a_hud_date_time_with_a_zone_is_refused(account: Account) -> None:
    with change(by=account, action="open_agency"):
        organization = add_organization()
        organization.date_created = HALF_PAST_TWO.replace(tzinfo=UTC)
        with pytest.raises(ValueError, match="no zone"):
            organization.save()


def test_the_key_of_an_imported_record_follows_from_source_file_and_hud_key() -> None:
    one, other = uuid.uuid4(), uuid.uuid4()
    assert Organization.imported_id(one, "1") == Organization.imported_id(one, "1")
    assert Organization.imported_id(one, "1") != Organization.imported_id(other, "1")
