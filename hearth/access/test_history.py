"""A record's history tells who changed what, and never shows an SSN."""

from datetime import date

import pytest
from django.core.exceptions import ObjectDoesNotExist

from hearth.access.history import history
from hearth.records import guard
from hearth.records.models import Client
from hearth.records.write import change
from tests.community import Community, add_client, viewer_for


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
