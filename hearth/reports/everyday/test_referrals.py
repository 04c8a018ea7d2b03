"""Referral statistics on small hand-made data: what is a referral, what came of it, and who is behind each figure."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hearth.reports.conftest import Given
from hearth.reports.everyday.listing import Listed, run_listing
from hearth.reports.everyday.listings import LISTINGS

START, END = date(2023, 1, 1), date(2023, 3, 31)
TAKEN = "ExportID ExportDate\nX 2023-05-01"
STAYS = """
EnrollmentID PersonalID EntryDate  ExitDate   HouseholdID RelationshipToHoH
1            anna       2022-12-01 -          H           1
2            ben        2022-12-01 -          H           2
3            cara       2022-12-01 2023-01-10 H           2
4            dora       2023-01-01 -          K           1
"""
Events = Callable[..., Listed]


@pytest.fixture
def referrals(given: Given) -> Iterator[Events]:
    """Run the statistics over events written as text. A family of three, one of whom leaves, and a person alone."""
    running: list[Listed] = []

    def run(events: str, **tables: str) -> Listed:
        dataset = given(**{"Enrollment": STAYS, "Event": events, "Export": TAKEN} | tables)
        running.append(run_listing(LISTINGS["referrals"], dataset, START, END))
        return running[-1]

    yield run
    for one in running:
        one.close()


def keys(run: Listed, choice: str) -> list[str]:
    return sorted(row["EventID"] for row in run.rows(choice))


def table(run: Listed, code: str) -> dict[Any, list[Any]]:
    [found] = [one for one in run.cells_as_data()["breakdowns"] if one["code"] == code]
    return {row["label"]: row["figures"] for row in found["rows"]} | {"all": found["whole"]["figures"]}


EVENTS = """
EventID EnrollmentID PersonalID EventDate  Event ReferralResult ResultDate LocationCrisisOrPHHousing
a       1            anna       2023-01-05 14    1              2023-01-15 Q
b       1            anna       2023-02-01 14    2              2023-02-05 Q
c       4            dora       2023-02-01 14    3              2023-03-01 Elsewhere
d       4            dora       2023-03-01 14    -              -          -
e       1            anna       2023-03-31 17    -              -          -
f       4            dora       2023-01-05 7     1              2023-01-06 -
"""
PLACES = """
ProjectID ProjectName ProjectType OrganizationID
P         Front_door  14          O
Q         Rose_House  3           O
"""


def test_a_referral_is_an_event_whose_kind_refers_and_problem_solving_is_none(referrals: Events) -> None:
    lines = "\n".join(f"{code} 1 anna 2023-01-05 {code}" for code in (*range(1, 19), 99))
    run = referrals(f"EventID EnrollmentID PersonalID EventDate Event\n{lines}\n- 1 anna 2023-01-05 -")
    assert {row["Event"] for row in run.rows()} == set(range(1, 19)) - {2}


def test_a_referral_counts_on_its_day_and_one_that_was_deleted_does_not(referrals: Events) -> None:
    run = referrals("""
        EventID EnrollmentID PersonalID EventDate  Event DateDeleted
        a       1            anna       2022-12-31 14    -
        b       1            anna       2023-01-01 14    -
        c       1            anna       2023-03-31 14    -
        d       1            anna       2023-04-01 14    -
        e       1            anna       2023-02-01 14    2023-02-02
        """)
    assert keys(run, "all") == ["b", "c"]


def test_beds_and_units_stand_apart_from_services(referrals: Events) -> None:
    run = referrals(EVENTS, Project=PLACES)
    assert list(table(run, "places")) == [14, 17, "all"]
    assert list(table(run, "services")) == [7, "all"]


def test_each_kind_says_how_many_were_made_and_what_came_of_them(referrals: Events) -> None:
    run = referrals(EVENTS, Project=PLACES)
    [found] = [one for one in run.cells_as_data()["breakdowns"] if one["code"] == "places"]
    assert [figure["label"] for figure in found["figures"]] == [
        "Referrals",
        "Households",
        "People",
        "Accepted",
        "Rejected by the client",
        "Rejected by the provider",
        "No result yet",
        "No result after 14 days",
        "No result after 30 days",
        "Median days to the result",
    ]
    assert table(run, "places") == {
        14: [4, 2, 4, 1, 1, 1, 1, 1, 1, 10],
        17: [1, 1, 2, 0, 0, 0, 1, 1, 1, None],
        "all": [5, 2, 4, 1, 1, 1, 2, 2, 2, 10],
    }


def test_a_result_is_asked_of_beds_units_and_vouchers_alone(referrals: Events) -> None:
    run = referrals(EVENTS, Project=PLACES)
    assert keys(run, "accepted") == ["a"]
    assert "f" not in keys(run, "waiting")


def test_a_referral_is_of_those_who_were_in_the_household_on_its_day(referrals: Events) -> None:
    people = {row["EventID"]: row["members"] for row in referrals(EVENTS).rows()}
    assert people == {"a": 3, "b": 2, "c": 1, "d": 1, "e": 2, "f": 1}


def test_who_has_no_result_waits_until_the_day_of_the_records(referrals: Events) -> None:
    lines = "\n".join(
        f"{day} 1 anna {day} 10"
        for day in ("2023-03-31", "2023-03-18", "2023-03-17", "2023-03-02", "2023-03-01")
    )
    events = f"EventID EnrollmentID PersonalID EventDate Event\n{lines}"
    run = referrals(events, Export="ExportID ExportDate\nX 2023-04-01")
    assert keys(run, "waiting_14") == ["2023-03-01", "2023-03-02", "2023-03-17"]
    assert keys(run, "waiting_30") == ["2023-03-01"]
    assert len(keys(run, "waiting")) == 5
    without_day = referrals(events, Export="ExportID\nX")
    assert keys(without_day, "waiting_14") == ["2023-03-01", "2023-03-02"]


def test_a_result_after_the_days_counts_and_a_day_before_the_referral_is_no_length(referrals: Events) -> None:
    run = referrals("""
        EventID EnrollmentID PersonalID EventDate  Event ReferralResult ResultDate
        a       1            anna       2023-03-31 10    1              2023-04-20
        b       1            anna       2023-03-31 10    1              2023-03-30
        c       1            anna       2023-03-31 10    1              -
        """)
    assert keys(run, "accepted") == ["a", "b", "c"]
    assert table(run, "places")[10][-1] == 20


def test_what_needs_mending_is_a_result_without_its_day_or_a_place_that_nobody_named(
    referrals: Events,
) -> None:
    run = referrals("""
        EventID EnrollmentID PersonalID EventDate  Event ReferralResult ResultDate LocationCrisisOrPHHousing
        fine    1            anna       2023-02-01 14    1              2023-02-01 Q
        undated 1            anna       2023-02-01 14    1              -          Q
        before  1            anna       2023-02-01 14    1              2023-01-31 Q
        noname  1            anna       2023-02-01 14    -              -          -
        day     1            anna       2023-02-01 14    -              2023-02-02 Q
        voucher 1            anna       2023-02-01 18    -              -          -
        service 1            anna       2023-02-01 7     -              -          -
        """)
    assert keys(run, "to_mend") == ["before", "day", "noname", "undated"]


def test_a_destination_is_called_as_its_program_or_as_it_was_written(referrals: Events) -> None:
    found = table(referrals(EVENTS, Project=PLACES), "destinations")
    assert {label: figures[0] for label, figures in found.items()} == {
        "Rose_House": 2,
        "Elsewhere": 1,
        None: 1,
        "all": 4,
    }


def test_aftercare_is_counted_of_referrals_to_it(referrals: Events) -> None:
    run = referrals("""
        EventID EnrollmentID PersonalID EventDate  Event ReferralCaseManageAfter
        a       1            anna       2023-01-05 5     1
        b       4            dora       2023-01-05 5     0
        c       4            dora       2023-01-05 6     1
        """)
    assert keys(run, "aftercare") == ["a"]
    assert table(run, "services") == {5: [2, 2, 4, 1], 6: [1, 1, 1, 0], "all": [3, 2, 4, 1]}


def test_every_figure_opens_to_the_referrals_that_it_counts(referrals: Events) -> None:
    run = referrals(EVENTS, Project=PLACES)
    opened = 0
    for breakdown in run.cells_as_data()["breakdowns"]:
        for row in [*breakdown["rows"], breakdown["whole"]]:
            for figure, value in zip(breakdown["figures"], row["figures"], strict=True):
                behind = run.rows(figure["choice"], row["where"])
                if figure["counts"]:
                    assert value == len(behind)
                    opened += 1
                elif value:
                    assert behind
    assert opened > 30


def test_by_month_what_was_made_stands_beside_what_was_answered(referrals: Events) -> None:
    [months, results] = referrals(EVENTS, Project=PLACES).cells_as_data()["charts"]
    assert months["points"] == [["2023-01-01", 1, 1], ["2023-02-01", 2, 1], ["2023-03-01", 2, 1]]
    assert results["points"] == [
        ["Accepted", 1],
        ["Rejected by the client", 1],
        ["Rejected by the provider", 1],
        ["No result for 14 days or less", 0],
        ["No result for 15 to 30 days", 0],
        ["No result for more than 30 days", 2],
    ]


def test_the_statistics_are_files_beside_the_referrals(referrals: Events, tmp_path: Path) -> None:
    referrals(EVENTS, Project=PLACES).write(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "referrals-destinations.csv",
        "referrals-places.csv",
        "referrals-services.csv",
        "referrals.csv",
    ]
    header, first, *_others, whole = (tmp_path / "referrals-places.csv").read_text().splitlines()
    assert header.startswith('"Referral","Referrals","Households"')
    assert first == '"Referral to PSH project resource opening",4,2,4,1,1,1,1,1,1,10.0000'
    assert whole == '"All",5,2,4,1,1,1,2,2,2,10.0000'
