import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.access.log import log_reading, log_readings
from hearth.records.models import (
    Account,
    Change,
    Client,
    DisclosedClient,
    Disclosure,
    Enrollment,
    Reading,
    ReleaseOfInformation,
)
from hearth.records.write import change
from tests.community import (
    Community,
    add_client,
    add_enrollment,
    add_exit,
    add_services,
    viewer_for,
)
from tests.identifiers import without_identifiers

START = date(2026, 1, 5)


@pytest.fixture
def manager(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["agency_manager"])


@pytest.fixture
def rosa(community: Community) -> Client:
    return add_client(community, "Rosa", "Example", organization=community.own_agency, ssn="123456789")


@pytest.fixture
def stay(community: Community, rosa: Client) -> Enrollment:
    return add_enrollment(community, rosa, community.shelter, START)


def text(browser: Browser, name: str, *args: Any, **query: str) -> str:
    answer = browser.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def corrected(community: Community, record: Any, **values: Any) -> None:
    with change(by=community.personas["intake_worker"], action="correct_profile", why="Read from a paper"):
        for name, value in values.items():
            setattr(record, name, value)
        record.save()


def test_the_history_of_a_record_tells_old_and_new_in_the_words_of_the_standard(
    community: Community, manager: Browser, rosa: Client
) -> None:
    rosa.veteran_status = 0
    corrected(community, rosa, veteran_status=0)
    corrected(community, rosa, veteran_status=1, dob=date(1990, 3, 12))
    page = text(manager, "history:record", "client", rosa.pk)
    assert "<del>No</del> → <ins>Yes</ins>" in page
    assert "<ins>12 Mar 1990</ins>" in page
    assert "Intake Worker Persona" in page and "Why: Read from a paper" in page


@pytest.mark.parametrize(
    ("columns", "before", "after"),
    [
        ({"disability_type": 8, "disability_response": 1}, "Yes", "Doesn"),
        ({"disability_type": 10, "disability_response": 3}, "Both alcohol and drug", "Doesn"),
    ],
)
def test_a_code_whose_list_depends_on_the_row_is_told_by_that_list(
    community: Community,
    manager: Browser,
    stay: Enrollment,
    columns: dict[str, int],
    before: str,
    after: str,
) -> None:
    from hearth.records.models import Disability

    with change(by=None, action="collect") as signed:
        row = Disability.objects.create(
            enrollment=stay,
            client=stay.client,
            information_date=START,
            data_collection_stage=1,
            source=community.source,
            hud_id="d1",
            change=signed,
            date_created=datetime(2026, 1, 5),
            date_updated=datetime(2026, 1, 5),
            **columns,
        )
    corrected(community, row, disability_response=8)
    page = text(manager, "history:record", "disabilities", row.pk)
    assert f"<del>{before}" in page
    assert f"<ins>Client {after.lower()}" in page


def test_an_ssn_is_said_to_have_changed_and_not_shown(
    community: Community, manager: Browser, rosa: Client
) -> None:
    corrected(community, rosa, ssn_encrypted=None)
    page = text(manager, "history:record", "client", rosa.pk)
    assert "changed; not shown here" in page
    assert "6789" not in without_identifiers(page)


def test_what_was_taken_back_stays_in_the_history_with_both_acts(
    community: Community, manager: Browser, rosa: Client, stay: Enrollment
) -> None:
    with change(by=community.personas["intake_worker"], action="take_back_enroll_household"):
        stay.date_deleted = datetime(2026, 1, 6)
        stay.save()
    acts = text(manager, "client:history", rosa.pk)
    assert "Took back an enrollment" in acts
    assert "Enrolled the household" in acts
    assert "Enrollment in Harbor Night Shelter from 5 Jan 2026" in acts
    record = text(manager, "history:record", "enrollment", stay.pk)
    assert "This record was taken back" in record
    assert "Harbor Night Shelter" not in text(manager, "client:client", rosa.pk)


def test_what_another_agency_took_back_does_not_exist_here(
    community: Community, manager: Browser, rosa: Client
) -> None:
    elsewhere = add_enrollment(community, rosa, community.other_program, START)
    with change(by=None, action="take_back_enroll_household"):
        elsewhere.date_deleted = datetime(2026, 1, 6)
        elsewhere.save()
    assert "Took back" not in text(manager, "client:history", rosa.pk)
    address = reverse("history:record", args=["enrollment", elsewhere.pk])
    assert manager.get(address).status_code == 404


@pytest.mark.parametrize("kind", ["nonsense", "user", "client"])
def test_a_kind_or_a_record_that_there_is_not_is_not_found(
    manager: Browser, stay: Enrollment, kind: str
) -> None:
    assert manager.get(reverse("history:record", args=[kind, stay.pk])).status_code == 404


def test_all_that_happened_puts_changes_looks_and_exports_into_one_list_by_kind(
    community: Community, manager: Browser, rosa: Client
) -> None:
    corrected(community, rosa, first_name="Rose")
    log_reading(viewer_for(community.personas["intake_worker"]), "enrollment", rosa)
    sent = Disclosure.objects.create(recipient="Example State", purpose="A study", is_hashed=True)
    DisclosedClient.objects.create(client=rosa, disclosure=sent)
    events = {
        "changes": "<ins>Rose</ins>",
        "readings": "Opened an enrollment",
        "exports": "For: A study",
    }
    every = text(manager, "history:audit", rosa.pk)
    assert all(told in every for told in events.values())
    for kind in events:
        page = text(manager, "history:audit", rosa.pk, kind=kind)
        assert [other for other, told in events.items() if told in page] == [kind]


def test_all_that_happened_is_narrowed_to_a_time_and_says_when_nothing_did(
    community: Community, manager: Browser, rosa: Client
) -> None:
    page = text(manager, "history:audit", rosa.pk, first="2020-01-01", last="2020-12-31")
    assert "Nothing in this time" in page
    today = viewer_for(community.personas["agency_manager"]).today.isoformat()
    assert "Opened the whole history" in text(manager, "history:audit", rosa.pk, first=today, last=today)


def test_a_day_that_cannot_be_read_leaves_its_side_open(manager: Browser, rosa: Client) -> None:
    assert "Add client" in text(manager, "history:audit", rosa.pk, first="never")


def test_thousands_of_looks_are_told_page_by_page_with_few_queries(
    community: Community, manager: Browser, rosa: Client, django_assert_max_num_queries: Any
) -> None:
    log_readings(viewer_for(community.personas["intake_worker"]), "record", [rosa.pk] * 3000)
    manager.get(reverse("history:audit", args=[rosa.pk]))
    with django_assert_max_num_queries(12):
        page = text(manager, "history:audit", rosa.pk, kind="readings")
    assert "Showing 25 of 3,00" in page


def test_the_list_for_the_client_says_in_plain_words_who_looked_and_when(
    community: Community, manager: Browser, rosa: Client
) -> None:
    viewer = viewer_for(community.personas["intake_worker"])
    for what in ("record", "record", "services"):
        log_reading(viewer, what, rosa)
    page = text(manager, "history:who_looked", rosa.pk)
    assert "Intake Worker Persona" in page and "Harbor House (example)" in page
    assert "the services you got, your record" in page
    assert "(3 times)" in page
    assert "Your information was not sent out in this time" in page


def test_the_list_for_the_client_speaks_spanish(manager: Browser, rosa: Client) -> None:
    page = text(manager, "history:who_looked", rosa.pk, language="es")
    assert '<html lang="es">' in page
    assert "Quién miró su expediente" in page


def test_who_looked_at_another_agency_is_counted_but_not_named(
    community: Community, manager: Browser, rosa: Client
) -> None:
    add_enrollment(community, rosa, community.other_program, START)
    log_reading(viewer_for(community.stranger), "record", rosa, why="A reason")
    for name in ("history:audit", "history:who_looked"):
        page = text(manager, name, rosa.pk)
        assert "Somebody at another agency" in page
        assert "Stranger" not in page and "Hillside" not in page and "A reason" not in page


def test_the_lead_sees_who_looked_at_every_agency(
    community: Community, browser_of: Callable[[Account], Browser], rosa: Client
) -> None:
    log_reading(viewer_for(community.stranger), "record", rosa)
    page = text(browser_of(community.personas["hmis_lead"]), "history:who_looked", rosa.pk)
    assert "Stranger Persona" in page


def test_a_client_is_shown_as_they_were_on_a_day(
    community: Community, manager: Browser, rosa: Client
) -> None:
    for change_ in Change.objects.all():
        Change.objects.filter(pk=change_.pk).update(made_at=datetime(2026, 1, 2, tzinfo=UTC))
    corrected(community, rosa, first_name="Rose", veteran_status=1)
    was = text(manager, "history:client_as_it_was", rosa.pk, on="2026-02-01")
    assert "As it was on 1 Feb 2026" in was
    assert "<dt>First name</dt><dd>Rosa</dd>" in was
    today = viewer_for(community.personas["agency_manager"]).today.isoformat()
    assert "<dd>Rose</dd>" in text(manager, "history:client_as_it_was", rosa.pk, on=today)
    assert "There was no record yet" in text(manager, "history:client_as_it_was", rosa.pk, on="2025-01-01")


def test_an_enrollment_is_shown_with_what_was_recorded_in_it_on_a_day(
    community: Community, manager: Browser, stay: Enrollment
) -> None:
    add_services(community, stay, [START + timedelta(days=night) for night in range(40)])
    leaving = add_exit(community, stay, date(2026, 4, 1))
    Change.objects.update(made_at=datetime(2026, 4, 2, tzinfo=UTC))
    corrected(community, leaving, destination=99)
    was = text(manager, "history:enrollment_as_it_was", stay.pk, on="2026-05-01")
    assert "Rental by client, no ongoing housing subsidy" in was
    assert "Data not collected" not in was
    assert "Bed night on 5 Jan 2026" in was and "and 10 more" in was


def test_a_day_that_is_none_is_told_at_its_field(manager: Browser, rosa: Client) -> None:
    assert "As it was on" in text(manager, "history:client_as_it_was", rosa.pk, on="yesterday")


@pytest.mark.parametrize("name", ["audit", "who_looked", "client_as_it_was"])
def test_looking_at_a_history_is_a_look_itself(manager: Browser, rosa: Client, name: str) -> None:
    text(manager, f"history:{name}", rosa.pk)
    assert Reading.objects.get(client_id=rosa.pk).screen == f"history:{name}"


@pytest.mark.parametrize("name", ["audit", "who_looked", "client_as_it_was"])
def test_a_client_out_of_sight_has_no_history_here(community: Community, manager: Browser, name: str) -> None:
    hidden = add_client(community, "Noor", "Elsewhere", organization=community.other_agency)
    assert manager.get(reverse(f"history:{name}", args=[hidden.pk])).status_code == 404
    assert not Reading.objects.filter(client_id=hidden.pk).exists()


def test_who_may_not_see_history_is_told_so(
    community: Community, browser_of: Callable[[Account], Browser], rosa: Client
) -> None:
    worker = browser_of(community.personas["intake_worker"])
    assert worker.get(reverse("history:audit", args=[rosa.pk])).status_code == 403
    assert reverse("history:audit", args=[rosa.pk]) not in text(worker, "client:history", rosa.pk)


def test_a_release_and_its_withdrawal_are_acts_of_the_history(
    community: Community, manager: Browser, rosa: Client
) -> None:
    worker = community.personas["intake_worker"]
    with change(by=worker, action="record_release") as signed:
        release = ReleaseOfInformation.objects.create(
            client=rosa,
            kind="paper",
            permission=True,
            starts_on=START,
            ends_on=date(2027, 1, 4),
            scope="community",
            organization=community.own_agency,
            change=signed,
        )
    assert "Release of information from 5 Jan 2026 to 4 Jan 2027" in text(manager, "client:history", rosa.pk)
    with change(by=worker, action="withdraw_release"):
        release.withdrawn_at, release.withdrawn_by = datetime.now(UTC), worker
        release.withdrawn_why = "At her wish"
        release.save()
    page = text(manager, "history:audit", rosa.pk)
    assert "Withdrew a release of information" in page and "Why: At her wish" in page
