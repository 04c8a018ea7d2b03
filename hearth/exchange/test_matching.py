"""Clients of another source: recognised, listed as likely, or left alone, as the source's matching says."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from hearth.exchange import load, matching, undo
from hearth.records import guard
from hearth.records.models import Client, Enrollment, FormerPersonalID, ImportRun, LikelyMatch
from tests.community import Community, viewer_for
from tests.hand_made import Rows, export_zip, household_of_two

pytestmark = pytest.mark.django_db(transaction=True)

KNOWN = {"NameDataQuality": 1, "DOBDataQuality": 1, "SSNDataQuality": 1}


def export(**of_anna: Any) -> Rows:
    """The household of two, with all that is known of Anna."""
    rows = household_of_two()
    rows["Client"][0] |= KNOWN | of_anna
    return rows


def imported(tmp_path: Path, rows: Rows, source: str, mode: str = "identifiers") -> ImportRun:
    run = load.new_run(source_name=source, file_name="export.zip", account=None)
    matching.set_matching(None, source, mode)
    run.source.refresh_from_db()
    load.perform(run, export_zip(tmp_path / f"{source}.zip", rows))
    return run


def all_of(model: type[Any]) -> Any:
    return guard.everything(model, "test")


def reasons() -> list[tuple[str, str]]:
    keys = dict(all_of(Client).values_list("id", "hud_id"))
    return sorted(
        (keys[client], reason) for client, reason in LikelyMatch.objects.values_list("client", "reason")
    )


def test_in_full_matching_a_client_who_is_equal_in_everything_is_the_client_of_the_other_source(
    tmp_path: Path,
) -> None:
    imported(tmp_path, export(), "One")
    anna = all_of(Client).get(hud_id="1")

    run = imported(tmp_path, export(PersonalID="A77", FirstName="ÁNNA") | of_a77(), "Two", "full")

    assert (run.counts["Client"]["matched"], run.counts["Client"]["new"]) == (1, 2)
    assert all_of(Client).filter(hud_id="A77").count() == 0
    assert all_of(Enrollment).get(client=anna, source=run.source).hud_id == "1"
    former = FormerPersonalID.objects.get()
    assert (former.hud_id, former.client_id, former.import_run) == ("A77", anna.id, run)
    assert "1 clients were recognised" in run.message


def of_a77() -> Rows:
    """The stay and the service of Anna under her PersonalID in the other source."""
    rows = household_of_two()
    for name in ("Enrollment", "Services"):
        rows[name][0]["PersonalID"] = "A77"
    return {name: rows[name] for name in ("Enrollment", "Services")}


@pytest.mark.parametrize(
    "other",
    [
        {"MiddleName": "M"},
        {"NameSuffix": "Jr"},
        {"LastName": "Ohara"},
        {"DOB": "1990-03-13"},
        {"SSN": "123456780"},
        {"SSN": "xxxxx6789"},
        {"DOBDataQuality": 2},
        {"SSNDataQuality": 2},
        {"NameDataQuality": 2},
    ],
)
@pytest.mark.slow
def test_one_value_that_differs_or_is_not_known_joins_nobody(tmp_path: Path, other: dict[str, Any]) -> None:
    imported(tmp_path, export(), "One")

    run = imported(tmp_path, export(**other), "Two", "full")

    assert run.counts["Client"]["matched"] == 0
    assert not FormerPersonalID.objects.exists()
    assert all_of(Client).filter(hud_id="1").count() == 2


def test_two_who_are_equal_to_one_are_not_joined_but_listed(tmp_path: Path) -> None:
    imported(tmp_path, export(), "One")
    rows = export()
    rows["Client"].append(rows["Client"][0] | {"PersonalID": "9"})

    run = imported(tmp_path, rows, "Two", "full")

    assert run.counts["Client"]["matched"] == 0
    assert reasons() == [("1", "ssn"), ("2", "name_and_dob"), ("3", "name_and_dob"), ("9", "ssn")]


def test_by_identifiers_only_nobody_is_joined_and_the_likely_are_listed_once(tmp_path: Path) -> None:
    imported(tmp_path, export(), "One")

    imported(tmp_path, export(FirstName="Another", LastName="Name"), "Two")

    assert all_of(Client).count() == 6
    assert reasons() == [("1", "ssn"), ("2", "name_and_dob"), ("3", "name_and_dob")]


def test_without_matching_names_are_never_looked_at(tmp_path: Path) -> None:
    imported(tmp_path, export(), "One")

    imported(tmp_path, export(), "Two", "none")

    assert reasons() == []
    assert all_of(Client).count() == 6


def test_a_recognised_client_stays_recognised_with_the_next_file(tmp_path: Path) -> None:
    imported(tmp_path, export(), "One")
    imported(tmp_path, export(PersonalID="A77") | of_a77(), "Two", "full")

    run = imported(tmp_path, export(PersonalID="A77", FirstName="Changed") | of_a77(), "Two", "full")

    assert run.counts["Client"]["same"] == 3
    assert FormerPersonalID.objects.count() == 1


def test_an_undo_forgets_whom_the_import_recognised(tmp_path: Path) -> None:
    imported(tmp_path, export(), "One")
    run = imported(tmp_path, export(), "Two", "full")

    undo.undo_import(None, run.id)

    assert not FormerPersonalID.objects.exists()
    assert not LikelyMatch.objects.exists()
    assert all_of(Enrollment).filter(source=run.source, date_deleted=None).count() == 0


def test_a_pair_that_somebody_dismissed_is_off_the_list(tmp_path: Path, community: Community) -> None:
    imported(tmp_path, export(), "One")
    imported(tmp_path, export(), "Two")
    lead = viewer_for(community.personas["hmis_lead"])
    first = matching.likely_matches(lead)[0]

    matching.dismiss_match(lead, first.id)

    assert matching.likely_matches(lead).count() == 2
    assert LikelyMatch.objects.get(pk=first.id).dismissed_by == lead.account
    with pytest.raises(PermissionDenied):
        matching.likely_matches(viewer_for(community.personas["intake_worker"]))
