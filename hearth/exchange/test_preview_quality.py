"""A preview tells what the quality checks find; the import itself stores what came."""

from pathlib import Path

import pytest

from hearth.exchange import load
from hearth.records.models import ImportRun
from tests.clean_export import clean_export
from tests.hand_made import export_zip

pytestmark = pytest.mark.django_db(transaction=True)


def told(path: Path, *, is_dry_run: bool) -> list[tuple[str, int, str]]:
    run = load.new_run(source_name="Vendor", file_name=path.name, account=None, is_dry_run=is_dry_run)
    load.perform(run, path)
    findings = ImportRun.objects.get(pk=run.pk).findings
    return [(each["file"], each["line"], each["reason"]) for each in findings if each["kind"] == "quality"]


def test_a_preview_tells_what_the_quality_checks_find(tmp_path: Path) -> None:
    rows = clean_export()
    for client in rows["Client"][:2]:
        client["NameDataQuality"] = 2
    path = export_zip(tmp_path / "vendor.zip", rows)
    said = told(path, is_dry_run=True)
    assert [each[:2] for each in said] == [("Client", 2)]
    assert said[0][2].endswith("Not so: 2 (EVA-78).")
    assert told(path, is_dry_run=False) == []
