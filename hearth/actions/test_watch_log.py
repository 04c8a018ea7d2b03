"""What is unusual in who looked at what is told to the lead, once, and to no other CoC's."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hearth.access.log import log_reading
from hearth.actions.watch_log import watch_log
from hearth.records.models import Account, Client, LogAlert, Notice, Reading, Setting
from tests.community import (
    Community,
    add_account,
    add_client,
    add_enrollment,
    add_exit,
    viewer_for,
)

ZONE = ZoneInfo("America/Los_Angeles")
TODAY = date(2026, 3, 10)
NOON = datetime(2026, 3, 10, 12, tzinfo=ZONE)


def set_to(**values: Any) -> None:
    for key, value in values.items():
        Setting.objects.create(key=key, value=value)


def clients(community: Community, count: int, **columns: Any) -> list[Client]:
    columns = {"organization": community.own_agency} | columns
    return [add_client(community, f"C{number}", "Example", **columns) for number in range(count)]


def open_all(account: Account, opened: list[Client], at: datetime = NOON) -> None:
    viewer = viewer_for(account)
    before = list(Reading.objects.values_list("pk", flat=True))
    for client in opened:
        log_reading(viewer, "record", client)
    Reading.objects.exclude(pk__in=before).update(read_at=at)


def found(**of: Any) -> list[tuple[str, dict[str, Any]]]:
    return list(LogAlert.objects.filter(**of).order_by("pk").values_list("kind", "facts"))


def test_far_more_openings_than_the_person_usually_makes_are_an_alert_once(community: Community) -> None:
    set_to(alert_opened_least=5)
    worker = community.personas["intake_worker"]
    people = clients(community, 9)
    for days in range(1, 7):
        open_all(worker, people[:2], NOON - timedelta(days=days))
    open_all(worker, people[:6])
    assert watch_log(NOON) == 0
    open_all(worker, people)
    assert watch_log(NOON) == 1
    assert watch_log(NOON) == 0
    assert found() == [("volume", {"opened": 9, "usual": 2, "usual_of_role": 2})]


def test_a_new_person_is_measured_by_what_their_role_usually_opens(community: Community) -> None:
    set_to(alert_opened_least=5)
    people = clients(community, 6)
    for days in range(2, 8):
        open_all(community.personas["intake_worker"], people, NOON - timedelta(days=days))
    newcomer = add_account("newcomer", community.own_agency, "intake_worker")
    open_all(newcomer, people)
    assert watch_log(NOON) == 0
    set_to(alert_times_role=0.5)
    assert watch_log(NOON) == 1


def test_few_openings_are_never_an_alert_however_unusual(community: Community) -> None:
    worker = community.personas["intake_worker"]
    people = clients(community, 8)
    for days in range(1, 7):
        open_all(worker, people[:1], NOON - timedelta(days=days))
    open_all(worker, people)
    assert watch_log(NOON) == 0


def test_the_same_client_opened_often_counts_once(community: Community) -> None:
    set_to(alert_opened_least=3)
    open_all(community.personas["intake_worker"], clients(community, 1) * 9)
    assert watch_log(NOON) == 0


def test_openings_of_clients_whom_the_agency_never_served_are_an_alert_but_not_to_a_lead(
    community: Community,
) -> None:
    set_to(alert_outside_agency=2)
    hidden = clients(community, 2, organization=community.other_agency)
    open_all(community.personas["hmis_lead"], hidden)
    assert watch_log(NOON) == 0
    open_all(community.personas["intake_worker"], hidden)
    assert watch_log(NOON) == 1
    assert found() == [("outside_agency", {"opened": 2})]


def test_openings_of_clients_who_left_long_ago_are_an_alert(community: Community) -> None:
    set_to(alert_outside_caseload=1)
    long_ago, lately, here = clients(community, 3, organization=None)
    for client, left in ((long_ago, TODAY - timedelta(days=91)), (lately, TODAY - timedelta(days=89))):
        add_exit(community, add_enrollment(community, client, community.shelter, date(2025, 1, 1)), left)
    add_enrollment(community, here, community.shelter, date(2025, 1, 1))
    open_all(community.personas["intake_worker"], [lately, here])
    assert watch_log(NOON) == 0
    open_all(community.personas["intake_worker"], [long_ago])
    assert watch_log(NOON) == 1
    assert found() == [("outside_caseload", {"opened": 1})]


def test_opening_a_client_of_ones_own_surname_is_an_alert_about_that_client(community: Community) -> None:
    worker = community.personas["intake_worker"]
    namesake = add_client(community, "Any", "Persóna", organization=community.own_agency)
    open_all(worker, [namesake, *clients(community, 1)])
    assert watch_log(NOON) == 1
    alert = LogAlert.objects.get()
    assert (alert.kind, alert.client_id, alert.account) == ("same_surname", namesake.pk, worker)


@pytest.mark.parametrize(("hour", "alerts"), [(21, 0), (22, 1), (23, 1), (4, 1), (5, 0), (12, 0)], ids=str)
def test_an_export_at_night_is_an_alert(community: Community, hour: int, alerts: int) -> None:
    log_reading(viewer_for(community.personas["hmis_lead"]), "export")
    Reading.objects.update(read_at=datetime(2026, 3, 10, hour, 30, tzinfo=ZONE))
    assert watch_log(datetime(2026, 3, 10, 23, 59, tzinfo=ZONE)) == alerts


def test_the_last_hour_of_yesterday_is_still_looked_at(community: Community) -> None:
    log_reading(viewer_for(community.personas["hmis_lead"]), "export")
    Reading.objects.update(read_at=datetime(2026, 3, 9, 23, 50, tzinfo=ZONE))
    assert watch_log(datetime(2026, 3, 10, 0, 20, tzinfo=ZONE)) == 1


def test_the_lead_is_told_without_a_name_of_a_client_and_nobody_of_themselves(community: Community) -> None:
    namesake = add_client(community, "Quillfeather", "Persona", organization=community.own_agency)
    open_all(community.personas["hmis_lead"], [namesake])
    open_all(community.personas["intake_worker"], [namesake])
    watch_log(NOON)
    told = {
        (notice.account.username, notice.facts["username"])
        for notice in Notice.objects.filter(event="unusual_activity")
    }
    assert ("hmis_lead", "intake_worker") in told
    assert ("hmis_lead", "hmis_lead") not in told
    assert "intake_worker" not in {receiver for receiver, _about in told}
    kept = " ".join(f"{notice.about} {notice.address} {notice.facts}" for notice in Notice.objects.all())
    assert "Quillfeather" not in kept and str(namesake.pk) not in kept


def test_an_alert_that_is_open_follows_the_day_and_a_closed_one_stays(community: Community) -> None:
    log_reading(viewer_for(community.personas["hmis_lead"]), "export")
    Reading.objects.update(read_at=datetime(2026, 3, 10, 23, tzinfo=ZONE))
    late = datetime(2026, 3, 10, 23, 59, tzinfo=ZONE)
    watch_log(late)
    log_reading(viewer_for(community.personas["hmis_lead"]), "export_file")
    Reading.objects.update(read_at=datetime(2026, 3, 10, 23, tzinfo=ZONE))
    watch_log(late)
    assert found() == [("night_export", {"exports": 2})]
    LogAlert.objects.update(closed_at=late, facts={"exports": 1})
    watch_log(late)
    assert found() == [("night_export", {"exports": 1})]
