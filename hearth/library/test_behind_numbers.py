"""Counts hold everybody; names are shown as far as the viewer may know them."""

from datetime import date
from typing import Any

import pytest

from hearth.access import sensitive
from hearth.access.viewer import Viewer
from hearth.library.listings import choice_of, named, rows_of
from hearth.library.open_cell import open_cell
from hearth.library.run_report import perform_report
from hearth.library.runs import report_run, start_report
from hearth.records.write import change
from tests.community import add_account, add_client, add_enrollment, build_community, viewer_for

pytestmark = pytest.mark.django_db(transaction=True)


def test_private_and_hidden_people_stay_in_the_count_and_their_names_go(
    tmp_path: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA = tmp_path
    made = build_community()
    here = add_client(made, "Rosa", "Example", dob=date(1990, 3, 12))
    there = add_client(made, "Noor", "Elsewhere", dob=date(1985, 2, 2))
    add_enrollment(made, here, made.rapid, date(2025, 12, 1))
    add_enrollment(made, there, made.other_program, date(2025, 12, 1))
    with change(by=None, action="test"):
        there.is_private = True
        there.save(update_fields=["is_private"])
    lead = viewer_for(made.personas["hmis_lead"])
    projects = [made.rapid.pk, made.other_program.pk]
    run = start_report(
        lead, report="apr", project_ids=projects, start=date(2025, 10, 1), end=date(2026, 9, 30)
    )
    perform_report(run.id)
    run = report_run(lead, run.id)

    def names() -> tuple[int, list[str], int]:
        found = open_cell(lead, run, "Q5a", 0, 1)
        return int(found.value), [person.name for person in found.people], found.hidden

    assert names() == (2, ["Noor Elsewhere", "Rosa Example"], 0)
    # A table that tells a diagnosis of who is in it: only the own agency's clients are named.
    monkeypatch.setattr(sensitive, "is_told_by_table", lambda _report, code: code == "Q5a")
    assert names() == (2, ["Rosa Example"], 1)
    # The record itself went out of sight.
    with change(by=None, action="test"):
        here.date_deleted = here.date_updated
        here.save(update_fields=["date_deleted"])
    assert names() == (2, [], 2)


def test_a_report_does_not_tell_a_role_over_all_agencies_who_is_in_a_program_under_42_cfr_part_2(
    tmp_path: Any, settings: Any
) -> None:
    settings.DATA = tmp_path
    made = build_community()
    client = add_client(made, "Rosa", "Example", dob=date(1990, 3, 12))
    add_enrollment(made, client, made.rapid, date(2025, 12, 1))
    add_enrollment(made, client, made.other_program, date(2024, 12, 1))
    lead = viewer_for(add_account("other_lead", made.other_agency, "hmis_lead"))
    worker = viewer_for(made.personas["agency_manager"])
    start, end = date(2025, 10, 1), date(2026, 9, 30)
    runs = [
        start_report(lead, report=report, project_ids=[made.rapid.pk], start=start, end=end)
        for report in ("apr", "roster")
    ]
    for run in runs:
        perform_report(run.id)
    numbers, roster = (report_run(lead, run.id) for run in runs)

    def names(by: Viewer) -> tuple[list[str], int, list[str]]:
        found = open_cell(by, numbers, "Q5a", 0, 1)
        with rows_of(roster, choice_of(roster, "")) as rows:
            listed = named(by, roster, rows[:10])
        return [person.name for person in found.people], found.hidden, [row.name for row in listed]

    assert names(lead) == (["Rosa Example"], 0, ["Rosa Example"])
    with change(by=None, action="test"):
        made.rapid.is_part_2 = True
        made.rapid.save(update_fields=["is_part_2"])
    # The lead still sees Rosa, by the other program.
    assert client in lead.clients
    assert names(lead) == ([], 1, ["Not yours to open"])
    assert names(worker) == (["Rosa Example"], 0, ["Rosa Example"])


@pytest.mark.parametrize(
    ("report", "table", "told"),
    [
        ("apr", "Q13a1", True),
        ("apr", "Q14b", True),
        ("apr", "Q5a", False),
        ("apr", "Q10a", False),
        ("apr", "Q17", False),
        ("path", "Q17", True),
        ("path", "Q25", True),
        ("hopwa", "DEM-A", True),
        ("hopwa", "SERVICES", True),
    ],
)
def test_tables_of_health_and_violence_are_sensitive_and_so_is_all_of_path_and_hopwa(
    report: str, table: str, told: bool
) -> None:
    assert sensitive.is_told_by_table(report, table) == told
