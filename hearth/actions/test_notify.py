import datetime

import pytest

from hearth.access.roles import rights
from hearth.actions.notice_events import EVENTS, Importance
from hearth.actions.notify import notify, usual_receivers
from hearth.records.models import Account, CoC, Mailing, Notice, NoticePreference
from tests.community import Community, add_account

pytestmark = pytest.mark.django_db


def test_a_notice_lies_in_the_inbox_of_each_account_once(community: Community) -> None:
    worker, manager = community.personas["intake_worker"], community.personas["agency_manager"]
    notify("unusual_activity", [worker, manager, worker], about="1A2B3C", facts={"username": worker.username})
    assert sorted(one.account.username for one in Notice.objects.all()) == ["agency_manager", "intake_worker"]
    assert {(one.mailing, one.is_in_inbox, one.read_at) for one in Notice.objects.all()} == {
        (Mailing.AT_ONCE, True, None)
    }


@pytest.mark.parametrize(
    ("about", "address", "facts"),
    [
        ("Rosa Example", "", {"days": 20, "on": datetime.date(2026, 12, 1)}),
        ("Rosa", "", {"days": 20, "on": datetime.date(2026, 12, 1)}),
        ("", "https://elsewhere.example/", {"days": 20, "on": datetime.date(2026, 12, 1)}),
        ("", "//elsewhere.example/", {"days": 20, "on": datetime.date(2026, 12, 1)}),
        ("", "/clients/Rosa Example/", {"days": 20, "on": datetime.date(2026, 12, 1)}),
        ("", "", {"days": "Rosa", "on": datetime.date(2026, 12, 1)}),
        ("", "", {"days": 20}),
    ],
)
def test_what_could_be_a_name_or_lead_elsewhere_or_is_missing_is_refused(
    community: Community, about: str, address: str, facts: dict[str, object]
) -> None:
    with pytest.raises(ValueError, match="account_inactive_soon"):
        notify(
            "account_inactive_soon",
            [community.personas["intake_worker"]],
            about=about,
            address=address,
            facts=facts,
        )
    assert not Notice.objects.exists()


def test_an_event_that_is_not_in_the_table_is_a_mistake_of_ours(community: Community) -> None:
    with pytest.raises(KeyError):
        notify("no_such_event", [community.personas["intake_worker"]])


def test_security_cannot_be_turned_off_and_a_duty_stays_in_the_inbox(community: Community) -> None:
    worker = community.personas["intake_worker"]
    for event in ("password_changed", "release_withdrawn", "import_done"):
        NoticePreference.objects.create(account=worker, event=event, is_in_inbox=False, mailing=Mailing.NONE)
        notify(event, [worker])
    told = {one.event: (one.is_in_inbox, one.mailing) for one in Notice.objects.all()}
    assert told == {"password_changed": (True, "at_once"), "release_withdrawn": (True, "none")}


def test_every_event_names_a_right_that_exists_and_security_is_mailed_at_once() -> None:
    assert not {event.usually for event in EVENTS.values() if event.usually} - set(rights())
    security = [event for event in EVENTS.values() if event.importance is Importance.SECURITY]
    assert {event.mailing for event in security} == {Mailing.AT_ONCE}


def names(accounts: list[Account]) -> set[str]:
    return {account.username for account in accounts}


def test_an_agencys_event_is_told_to_its_own_people_and_its_leads_and_to_no_other_agency(
    community: Community,
) -> None:
    add_account("other_manager", community.other_agency, "agency_manager")
    told = names(usual_receivers("somebody_locked", organization_id=community.own_agency.pk))
    assert {"agency_manager", "hmis_lead"} <= told
    assert not told & {"other_manager", "stranger", "intake_worker"}


def test_the_lead_of_one_coc_is_not_told_of_another_cocs_events(community: Community) -> None:
    yolo = CoC.objects.create(code="XX-521", name="Example Valley CoC")
    add_account("valley_lead", community.other_agency, "coc_lead", coc=yolo)
    add_account("county_lead", community.own_agency, "coc_lead", coc=community.coc)
    assert names(usual_receivers("unusual_activity", coc="XX-501")) >= {"county_lead", "hmis_lead"}
    assert "valley_lead" not in names(usual_receivers("unusual_activity", coc="XX-501"))
    in_the_valley = names(usual_receivers("unusual_activity", coc="XX-521"))
    assert {"valley_lead", "hmis_lead"} <= in_the_valley
    assert "county_lead" not in in_the_valley
    everywhere = names(usual_receivers("log_broken"))
    assert "hmis_lead" in everywhere
    assert not everywhere & {"valley_lead", "county_lead"}, "the whole instance is theirs who lead all of it"


def test_neither_closed_accounts_nor_who_did_it_are_told(community: Community) -> None:
    add_account("second_lead", community.other_agency, "hmis_lead")
    closed = add_account("closed_lead", community.other_agency, "hmis_lead")
    closed.is_active = False
    closed.save()
    told = names(usual_receivers("uploads_wait_for_a_scan", but=community.personas["hmis_lead"]))
    assert "second_lead" in told
    assert not told & {"closed_lead", "hmis_lead"}


def test_what_is_told_to_the_person_it_is_about_has_no_usual_receivers() -> None:
    with pytest.raises(KeyError):
        usual_receivers("password_changed")
