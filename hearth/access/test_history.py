"""A record's history tells who changed what, and never shows an SSN."""

from datetime import date, datetime

import pytest
from django.core.exceptions import ObjectDoesNotExist

from hearth.access.client_acts import client_acts
from hearth.access.history import history
from hearth.records import guard
from hearth.records.models import Account, Client, HealthAndDV
from hearth.records.write import change
from tests.community import Community, add_client, add_enrollment, viewer_for


def test_history_tells_who_changed_what_from_what_to_what(community: Community) -> None:
    worker = community.personas["intake_worker"]
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency)
    with change(by=worker, action="correct_profile", why="misspelt"):
        rosa.first_name, rosa.dob = "Rose", date(1990, 1, 2)
        rosa.save()
    corrected, added = history(viewer_for(worker), rosa)
    assert (corrected.by, corrected.action, corrected.why) == (worker.name, "correct_profile", "misspelt")
    assert {(field.name, field.before, field.after) for field in corrected.fields} == {
        ("first_name", "Rosa", "Rose"),
        ("dob", None, date(1990, 1, 2)),
    }
    assert added.action == "add_client"
    assert added.fields == ()


def test_history_says_that_an_ssn_changed_but_not_from_what_to_what(community: Community) -> None:
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency, ssn="123456789")
    with change(by=None, action="remove_ssn"):
        guard.everything(Client, "test").update(ssn_encrypted=None)
    rosa.refresh_from_db()
    newest = history(viewer_for(community.personas["intake_worker"]), rosa)[0]
    assert [(field.name, field.before, field.after, field.sealed) for field in newest.fields] == [
        ("ssn_encrypted", None, None, True)
    ]


def test_the_history_of_a_hidden_record_is_hidden(community: Community) -> None:
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency)
    with pytest.raises(ObjectDoesNotExist):
        history(viewer_for(community.stranger), rosa)


def test_a_save_that_changes_no_answer_is_no_entry_of_the_history(community: Community) -> None:
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency)
    with change(by=community.personas["intake_worker"], action="correct_profile"):
        rosa.date_updated = datetime(2026, 3, 1, 9)
        rosa.save()
    viewer = viewer_for(community.personas["intake_worker"])
    assert [entry.action for entry in history(viewer, rosa)] == ["add_client"]
    assert [act.action for act in client_acts(viewer, rosa)] == ["add_client"]


def test_a_sensitive_answer_is_told_to_have_changed_at_the_agency_that_entered_it_only(
    community: Community,
) -> None:
    rosa = add_client(community, "Rosa", "Example")
    stay = add_enrollment(community, rosa, community.other_program, date(2026, 1, 5))
    with change(by=None, action="collect") as signed:
        row = HealthAndDV.objects.create(
            enrollment=stay,
            client=rosa,
            information_date=date(2026, 1, 5),
            data_collection_stage=1,
            domestic_violence_survivor=1,
            source=community.source,
            hud_id="h1",
            change=signed,
            date_created=datetime(2026, 1, 5),
            date_updated=datetime(2026, 1, 5),
        )
    for values in ({"domestic_violence_survivor": 0}, {"general_health_status": 2}):
        with change(by=None, action="correct"):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()

    def told(account: Account) -> list[list[tuple[str, object, object, bool]]]:
        viewer = viewer_for(account)
        entries = history(viewer, viewer.rows(HealthAndDV).get(pk=row.pk))
        return [[(one.name, one.before, one.after, one.sealed) for one in entry.fields] for entry in entries]

    health = [("general_health_status", None, 2, False)]
    assert told(community.stranger) == [health, [("domestic_violence_survivor", 1, 0, False)], []]
    sealed = [("domestic_violence_survivor", None, None, True)]
    assert told(community.personas["hmis_lead"]) == [health, sealed, []]
