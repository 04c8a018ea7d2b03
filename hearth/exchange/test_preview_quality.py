"""What the quality checks find is told before anything is stored, and is still there afterwards."""

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from hearth.exchange import checked, load
from hearth.exchange.uploads import accept_import, import_run, perform_import, start_import
from hearth.records.models import ImportRun
from tests.clean_export import clean_export
from tests.community import Community, viewer_for
from tests.hand_made import Rows, export_zip

pytestmark = pytest.mark.django_db(transaction=True)


def faulty() -> Rows:
    rows = clean_export()
    for client in rows["Client"][:2]:
        client["NameDataQuality"] = 2
    return rows


def imported(path: Path, rows: Rows, *, is_dry_run: bool = False) -> ImportRun:
    run = load.new_run(source_name="Vendor", file_name=path.name, account=None, is_dry_run=is_dry_run)
    load.perform(run, export_zip(path / f"{run.id}.zip", rows))
    return ImportRun.objects.get(pk=run.pk)


def told(run: ImportRun) -> list[tuple[Any, ...]]:
    return [(one["id"], one["count"], [each["line"] for each in one["samples"]]) for one in run.quality or []]


def test_a_preview_tells_what_the_quality_checks_find(tmp_path: Path) -> None:
    assert told(imported(tmp_path, faulty(), is_dry_run=True)) == [("EVA-78", 2, [2, 3])]
    assert imported(tmp_path, faulty()).quality is None


@pytest.mark.parametrize("is_dry_run", [True, False], ids=["looked at first", "at once"])
def test_what_the_checks_found_in_an_upload_is_there_after_its_import(
    community: Community, tmp_path: Path, is_dry_run: bool
) -> None:
    lead = viewer_for(community.personas["hmis_lead"])
    path = export_zip(tmp_path / "vendor.zip", faulty())
    upload = SimpleUploadedFile("vendor.zip", path.read_bytes())
    run = start_import(lead, upload, file_name="vendor.zip", source_name="Vendor", is_dry_run=is_dry_run)
    perform_import(run.id)
    if is_dry_run:
        accept_import(lead, run.id)
        perform_import(run.id)

    over = import_run(lead, run.id)
    assert (over.state, told(over)) == ("done", [("EVA-78", 2, [2, 3])])
    rows = list(csv.DictReader(io.TextIOWrapper(checked.check_list(lead, run.id), encoding="utf-8")))
    assert [(row["check"], row["file"], row["line"]) for row in rows] == [
        ("EVA-78", "Client", "2"),
        ("EVA-78", "Client", "3"),
    ]


def test_the_list_of_the_checks_lies_sealed_and_goes_when_its_time_is_over(
    community: Community, own_spool: Path, tmp_path: Path
) -> None:
    lead = viewer_for(community.personas["hmis_lead"])
    run = imported(tmp_path, faulty(), is_dry_run=True)
    [kept] = (own_spool / "findings").iterdir()
    assert b"EVA-78" not in kept.read_bytes()
    assert checked.sweep_lists() == 0
    with pytest.raises(PermissionDenied):
        checked.check_list(viewer_for(community.personas["intake_worker"]), run.id)
    ImportRun.objects.update(quality_kept_until=datetime.now(UTC) - timedelta(minutes=1))

    with pytest.raises(Http404):
        checked.check_list(lead, run.id)

    assert checked.sweep_lists() == 1
    assert not list((own_spool / "findings").iterdir())


def test_a_partial_export_is_checked_together_with_what_is_stored(tmp_path: Path) -> None:
    imported(tmp_path, clean_export())
    delta = clean_export()
    delta["Export"][0]["ExportDirective"] = "1"
    for name in delta:
        if name not in ("Export", "Services"):
            delta[name] = []
    assert told(imported(tmp_path, delta, is_dry_run=True)) == []

    delta["Services"][0]["EnrollmentID"] = "not there"
    found = imported(tmp_path, delta, is_dry_run=True)
    assert "RULE-FK" in {id_ for id_, _count, _lines in told(found)}
