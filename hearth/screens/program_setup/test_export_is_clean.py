"""What is set up here leaves in an HMIS CSV in which our own checks find nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.dataset import open_with_faults
from hearth.exchange.disclosure import Recipient
from hearth.exchange.export import write_export
from hearth.exchange.selection import Selection
from hearth.quality.run import run
from hearth.records import guard
from hearth.records.models import Account, Organization, Project
from hearth.screens.program_setup.test_screen import add, grant, inventory_answers, program_answers
from tests.community import Community

pytestmark = pytest.mark.django_db(transaction=True)

DESCRIPTORS = (
    "Organization",
    "Project",
    "ProjectCoC",
    "Funder",
    "Inventory",
    "HMISParticipation",
    "CEParticipation",
)


def test_an_agency_and_a_program_set_up_here_export_without_a_finding(
    community: Community, browser_of: Callable[[Account], Browser], tmp_path: Path
) -> None:
    lead = browser_of(community.personas["hmis_lead"])
    agency_answers = {
        "Organization_OrganizationName": "Lantern Housing (example)",
        "Organization_VictimServiceProvider": "0",
    }
    lead.post(reverse("program_setup:add_agency"), agency_answers)
    agency = guard.everything(Organization, "a test").get(organization_name="Lantern Housing (example)")
    lead.post(reverse("program_setup:add_program", args=[agency.pk]), program_answers())
    program = guard.everything(Project, "a test").get(project_name="Hearth Rapid")
    coordinated = {
        "CEParticipation_AccessPoint": "0",
        "CEParticipation_ReceivesReferrals": "1",
        "CEParticipation_CEParticipationStatusStartDate": "2026-01-01",
    }
    for part, answers in (("funder", grant()), ("inventory", inventory_answers()), ("ce", coordinated)):
        assert add(lead, program, part, answers).status_code == 302, part
    write_export(tmp_path / "out.zip", Selection(), to=Recipient("Example State", "A test"))
    with open_with_faults([tmp_path / "out.zip"], in_memory=True) as dataset:
        found = run(dataset).connection.execute(
            'select "check", rule, file, "column" from quality.finding where (project = ? or key = ?) and file in '
            f"{DESCRIPTORS} and rule not in ('project/is_used', 'project/beds_are_used')",
            [program.hud_id, agency.hud_id],
        )
        assert found.fetchall() == []
        counts = dataset.connection.execute(
            "select (select count(*) from kept.Inventory where ProjectID = ?), "
            "(select count(*) from kept.CEParticipation where ProjectID = ?)",
            [program.hud_id, program.hud_id],
        ).fetchone()
        assert counts == (1, 1)
