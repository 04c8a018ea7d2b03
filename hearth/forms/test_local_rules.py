"""Forms of a project take in what the CoCs of the project ask beyond HUD."""

import logging
from datetime import date

import pytest

from hearth.forms.local_rules import coc_names, rules_of, versions
from hearth.forms.place import build_at, place_of
from hearth.hud.collection import PersonFacts
from hearth.records.models import CEParticipation, Funder
from hearth.records.models.coc import Setting
from hearth.records.write import change
from tests.community import COC_CODE, Community, viewer_for

RULES = f"""
name = "Example"
coc = "{COC_CODE}"

[[add]]
element = "4.12"
when = "project.type == 3"

[[element]]
number = "example.1"
name = "Animals"
at = ["start"]
about = "head"

[[element.question]]
column = "HasAnimals"
text = "Do animals come with you?"
type = "int"
choices = {{ 0 = "No", 1 = "Yes" }}
"""
ON = date(2026, 2, 1)
HEAD = PersonFacts(age=35, relationship=1)

pytestmark = pytest.mark.django_db


def keep(*texts: str) -> None:
    """Store versions as hearth/actions/keep_local_rules.py does."""
    kept = [{"text": text, "by": "somebody", "at": "2026-01-01T00:00:00+00:00"} for text in texts]
    Setting.objects.create(key="local_rules", coc_id=COC_CODE, value=kept)


def test_the_forms_of_a_project_use_the_rules_of_its_coc(community: Community) -> None:
    viewer = viewer_for(community.personas["intake_worker"])
    before = build_at(viewer, community.supportive, "start", HEAD, ON)
    assert "example_1_HasAnimals" not in before.fields
    keep(RULES)
    after = build_at(viewer, community.supportive, "start", HEAD, ON)
    assert set(after.fields) - set(before.fields) == {"example_1_HasAnimals"}
    contact = build_at(viewer, community.supportive, "current_living_situation", HEAD, ON)
    assert all(branch.asked.local for branch in contact.branches)
    assert contact.fields


def test_rules_that_were_taken_back_are_gone_from_the_forms(community: Community) -> None:
    keep(RULES, "")
    assert rules_of([COC_CODE]) == ()
    assert [version.text for version in versions(COC_CODE)] == [RULES, ""]


def test_rules_that_can_no_longer_be_read_leave_huds_form_and_are_logged(
    community: Community, caplog: pytest.LogCaptureFixture
) -> None:
    keep("remove = 1")
    with caplog.at_level(logging.ERROR):
        assert rules_of([COC_CODE]) == ()
    assert "can add, nothing else" in caplog.text


def test_a_place_has_the_grants_and_the_access_point_of_the_day(community: Community) -> None:
    viewer = viewer_for(community.personas["intake_worker"])
    project = community.rapid
    stamp = {"source": project.source, "change": project.change, "user": None}
    dates = {"date_created": project.date_created, "date_updated": project.date_updated}
    with change(by=None, action="test"):
        for number, (code, start, end) in enumerate(
            [(33, date(2025, 10, 1), None), (3, date(2024, 1, 1), date(2025, 9, 30)), (46, None, None)]
        ):
            Funder(
                project=project,
                funder=code,
                start_date=start,
                end_date=end,
                hud_id=f"f{number}",
                **stamp,
                **dates,
            ).save()
        CEParticipation(
            project=project,
            access_point=1,
            ce_participation_status_start_date=date(2026, 1, 1),
            hud_id="c1",
            **stamp,
            **dates,
        ).save()
    place = place_of(viewer, project, ON)
    assert place.facts.type == 13
    assert place.facts.funders == (8, 33, 46)
    assert place.facts.access_point
    assert place.coc_codes == (COC_CODE,)
    assert not place_of(viewer, project, date(2025, 9, 1)).facts.access_point


def test_the_cocs_of_the_instance_have_their_names(community: Community) -> None:
    assert coc_names() == {COC_CODE: "Example County CoC"}
