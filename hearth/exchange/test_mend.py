"""Refused rows: listed, downloaded, mended in place."""

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from hearth.access.viewer import Viewer
from hearth.actions.refusal import NotDone
from hearth.exchange import load, ownership, undo
from hearth.exchange.mend import mend_refused_row
from hearth.exchange.refused import refused_row, refused_rows, refused_rows_csv
from hearth.records import guard
from hearth.records.models import Change, Client, Enrollment, Exit, ImportRun, Source
from tests.community import Community, viewer_for
from tests.hand_made import Rows, enrollment, export_zip, household_of_two

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lead(community: Community) -> Viewer:
    return viewer_for(community.personas["hmis_lead"])


def imported(tmp_path: Path, rows: Rows) -> ImportRun:
    run = load.new_run(source_name="Vendor", file_name="export.zip", account=None)
    load.perform(run, export_zip(tmp_path / "export.zip", rows))
    return run


def with_a_stay_of_nobody() -> Rows:
    rows = household_of_two()
    rows["Enrollment"].append(enrollment("4", "nobody", "H4", 1))
    return rows


def all_of(model: type[Any]) -> Any:
    return guard.everything(model, "test")


def test_a_row_that_is_mended_is_stored_and_off_the_list(tmp_path: Path, lead: Viewer) -> None:
    run = imported(tmp_path, with_a_stay_of_nobody())
    [row] = refused_rows(lead, run.id)
    assert (row.file, row.line, row.column) == ("Enrollment", 5, "PersonalID")
    assert refused_row(lead, row.id).values["PersonalID"] == "nobody"

    mended = mend_refused_row(lead, row.id, {"PersonalID": "3"})

    stay = all_of(Enrollment).get(hud_id="4")
    assert stay.client.hud_id == "3"
    assert stay.change.account == lead.account
    assert mended.is_mending
    assert not refused_rows(lead, run.id).exists()
    assert all_of(Enrollment).filter(date_deleted=None).count() == 4
    assert Source.objects.get(name="Vendor").taken_over_at is not None


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({}, "Client.csv has no PersonalID nobody"),
        ({"PersonalID": "3", "EntryDate": ""}, "EntryDate is empty"),
        ({"PersonalID": "3", "EntryDate": "soon"}, "EntryDate is not a date"),
        ({"PersonalID": "1", "EnrollmentID": "1"}, "is the same or newer"),
    ],
)
def test_a_row_that_still_does_not_fit_stores_nothing_and_says_why(
    tmp_path: Path, lead: Viewer, values: dict[str, str], says: str
) -> None:
    rows = with_a_stay_of_nobody()
    rows["Enrollment"][3]["DateUpdated"] = "2020-01-01 00:00:00"
    run = imported(tmp_path, rows)
    [row] = refused_rows(lead, run.id)

    with pytest.raises(NotDone, match=says):
        mend_refused_row(lead, row.id, values)

    assert [each.id for each in refused_rows(lead, run.id)] == [row.id]
    assert all_of(Enrollment).count() == 3
    assert Change.objects.filter(action="import").count() == 1


def test_a_row_can_be_mended_after_the_source_was_taken_over(tmp_path: Path, lead: Viewer) -> None:
    run = imported(tmp_path, with_a_stay_of_nobody())
    ownership.take_over(lead, "Vendor")
    [row] = refused_rows(lead, run.id)

    mend_refused_row(lead, row.id, {"PersonalID": "3"})

    assert all_of(Enrollment).get(hud_id="4")
    assert Source.objects.get(name="Vendor").taken_over_by == lead.account


def test_a_mended_row_can_be_undone(tmp_path: Path, lead: Viewer) -> None:
    run = imported(tmp_path, with_a_stay_of_nobody())
    [row] = refused_rows(lead, run.id)
    mended = mend_refused_row(lead, row.id, {"PersonalID": "3"})

    undo.undo_import(lead, mended.id)

    assert all_of(Enrollment).get(hud_id="4").date_deleted is not None
    assert all_of(Enrollment).filter(date_deleted=None).count() == 3


def test_a_row_without_a_key_is_kept_with_its_values_and_can_be_given_one(
    tmp_path: Path, lead: Viewer
) -> None:
    rows = household_of_two()
    rows["Exit"][0]["ExitID"] = None
    run = imported(tmp_path, rows)
    [row] = refused_rows(lead, run.id)
    assert row.reason == "ExitID is empty, so the row has no key."

    mend_refused_row(lead, row.id, {"ExitID": "X3"})

    assert all_of(Exit).get(hud_id="X3").destination == 410


def test_the_list_as_csv_holds_the_values_in_the_clear_and_no_formula(tmp_path: Path, lead: Viewer) -> None:
    rows = with_a_stay_of_nobody()
    rows["Client"].append({**rows["Client"][0], "FirstName": "=2+2", "DateUpdated": "2020-01-01 00:00:00"})
    run = imported(tmp_path, rows)

    lines = "".join(refused_rows_csv(lead, run.id))

    assert "Not stored: another row has the same PersonalID 1." in lines
    assert '""SSN"": ""123456789""' in lines
    stored = run.refused_rows.values_list("row_encrypted", flat=True)
    assert all(b"123456789" not in bytes(row) for row in stored)
    assert all_of(Client).get(hud_id="1").first_name == "Ánna"


def test_who_may_not_import_sees_and_mends_nothing(
    tmp_path: Path, community: Community, lead: Viewer
) -> None:
    run = imported(tmp_path, with_a_stay_of_nobody())
    [row] = refused_rows(lead, run.id)
    worker = viewer_for(community.personas["intake_worker"])

    with pytest.raises(PermissionDenied):
        mend_refused_row(worker, row.id, {"PersonalID": "3"})
    with pytest.raises(PermissionDenied):
        refused_rows_csv(worker, run.id)
    with pytest.raises(Http404):
        refused_rows(lead, uuid.uuid4())
