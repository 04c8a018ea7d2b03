"""What a run keeps of what was noticed: the first lines of each group, and how many there are."""

from pathlib import Path

import pytest

from hearth.exchange import load
from hearth.exchange.judge import Finding
from hearth.exchange.noticed import first_of_each
from hearth.records.models import ImportRun
from tests.hand_made import enrollment, export_zip, household_of_two


def test_one_fault_made_a_thousand_times_does_not_crowd_out_the_others() -> None:
    found = [
        Finding("Client", line, "DOB is no date.", kind) for kind in ("date", "type") for line in range(3000)
    ]
    kept = first_of_each([*found, Finding("User", None, "U9 was added.", "added")])
    assert [sum(1 for one in kept if one["kind"] == kind) for kind in ("date", "type", "added")] == [
        1000,
        1000,
        1,
    ]


def test_of_many_groups_fewer_lines_are_kept_each_and_never_less_than_a_hundred() -> None:
    for groups, lines in ((10, 500), (80, 100)):
        found = [Finding(f"File{group}", line, "x", "date") for group in range(groups) for line in range(600)]
        assert len(first_of_each(found)) == groups * lines


@pytest.mark.django_db(transaction=True)
def test_the_number_of_refused_rows_is_true_where_not_all_are_listed(tmp_path: Path) -> None:
    rows = household_of_two()
    rows["Enrollment"] += [enrollment(f"E{number}", "nobody", f"H{number}", 1) for number in range(1005)]
    rows["Exit"][0]["EnrollmentID"] = "999"
    run = load.new_run(source_name="Vendor", file_name="a.zip", account=None)

    load.perform(run, export_zip(tmp_path / "a.zip", rows))

    kept = ImportRun.objects.get()
    assert kept.finding_totals["refused"] == {"Enrollment": 1005, "Exit": 1}
    listed = [one["file"] for one in kept.findings if one["kind"] == "refused"]
    assert (listed.count("Enrollment"), listed.count("Exit")) == (1000, 1)
