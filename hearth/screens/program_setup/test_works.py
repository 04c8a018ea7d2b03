"""What the set-up page reads of a program decides its forms as the forms themselves read it."""

from datetime import timedelta

from hearth.access.programs import described
from hearth.forms.place import place_of
from hearth.screens.program_setup.works import facts_of
from tests.community import Community, add_funder, viewer_for


def test_the_facts_are_those_that_the_forms_of_the_program_use(community: Community) -> None:
    viewer = viewer_for(community.personas["intake_worker"])
    before, yesterday = viewer.today - timedelta(days=90), viewer.today - timedelta(days=1)
    add_funder(community, community.rapid, 33)
    add_funder(community, community.rapid, 20, start_date=before, end_date=yesterday)
    add_funder(community, community.rapid, 2, start_date=before, end_date=viewer.today)
    add_funder(community, community.rapid, 10, start_date=viewer.today + timedelta(days=1))
    project = viewer.project(community.rapid.pk)
    found = facts_of(described(viewer, project), viewer.today)
    assert found == place_of(viewer, project, viewer.today).facts
    assert {2, 33} <= set(found.funders)
    assert not {10, 20} & set(found.funders)
