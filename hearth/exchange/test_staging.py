"""An import goes on from its sealed staging, and reads its upload again where that is not whole or not of today."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hearth.access.viewer import Viewer
from hearth.dataset.stage import stage
from hearth.exchange import load, spool, staging
from hearth.exchange.uploads import accept_import, import_run, perform_import, start_import
from hearth.records.models import ImportRun
from tests.community import Community, viewer_for
from tests.hand_made import Rows, enrollment, export_zip, household_of_two

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lead(community: Community) -> Viewer:
    return viewer_for(community.personas["hmis_lead"])


def rows() -> Rows:
    """A file with something of each kind: read, cleaned up, refused, without its key."""
    made = household_of_two()
    made["Enrollment"].append(enrollment("4", "nobody", "H4", 1))
    made["Enrollment"].append(enrollment("", "1", "H5", 1))
    made["Client"][0]["DOB"] = "soon"
    return made


def held(lead: Viewer, path: Path, name: str) -> ImportRun:
    upload = SimpleUploadedFile("a.zip", export_zip(path / f"{name}.zip", rows()).read_bytes())
    run = start_import(
        lead, upload, file_name="a.zip", source_name=name, is_dry_run=True, cleanups=["household-coc"]
    )
    perform_import(run.id)
    return import_run(lead, run.id)


def agreed(lead: Viewer, run: ImportRun) -> ImportRun:
    accept_import(lead, run.id)
    perform_import(run.id)
    return import_run(lead, run.id)


@pytest.fixture
def times_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A line for each time that files were staged."""
    times: list[int] = []

    def counting(*args: Any, **more: Any) -> Any:
        times.append(len(times))
        return stage(*args, **more)

    monkeypatch.setattr(staging, "stage", counting)
    return times


def told(run: ImportRun) -> tuple[Any, ...]:
    counts = {name: {**values, "done": 0} for name, values in run.counts.items()}
    refused = list(run.refused_rows.values_list("file", "line", "column", "reason"))
    return run.state, counts, run.findings, run.finding_totals, run.cleaned, run.quality, refused


def test_a_file_that_was_looked_at_is_not_read_again_and_does_the_same(
    lead: Viewer, tmp_path: Path, times_read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    once = agreed(lead, held(lead, tmp_path, "once"))
    assert len(times_read) == 1
    assert not spool.upload_of(once.id).parent.exists()

    other = held(lead, tmp_path, "twice")
    (spool.upload_of(other.id).parent / spool.STAGING).unlink()
    twice = agreed(lead, other)

    assert len(times_read) == 3
    assert (once.state, once.cleaned[0]["rows"]) == ("done", 1)
    assert {one["kind"] for one in once.findings} >= {"date", "refused"}
    assert told(once) == told(twice)


def test_an_import_that_was_stopped_after_reading_does_not_read_again(
    lead: Viewer, tmp_path: Path, times_read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = held(lead, tmp_path, "Vendor")
    accept_import(lead, run.id)
    with monkeypatch.context() as stopped:
        stopped.setattr(load, "_store", lambda *_args: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            perform_import(run.id)
    left = {path.name for path in spool.upload_of(run.id).parent.iterdir()}
    assert left == {spool.UPLOAD, spool.STAGING}
    ImportRun.objects.filter(pk=run.id).update(state="waiting")

    perform_import(run.id)

    assert import_run(lead, run.id).state == "done"
    assert len(times_read) == 1


@pytest.mark.parametrize("fault", ["changed", "cut off", "of other code", "of other wishes"])
def test_a_staging_that_is_not_whole_or_not_of_today_is_not_taken(
    lead: Viewer, tmp_path: Path, times_read: list[int], monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    run = held(lead, tmp_path, "Vendor")
    path = spool.upload_of(run.id).parent / spool.STAGING
    content = path.read_bytes()
    match fault:
        case "changed":
            path.write_bytes(content[:5000] + bytes([content[5000] ^ 1]) + content[5001:])
        case "cut off":
            path.write_bytes(content[: len(content) // 2])
        case "of other code":
            monkeypatch.setattr(staging, "_made_by", lambda: "tomorrow's")
        case _:
            ImportRun.objects.filter(pk=run.id).update(cleanups=[])

    over = agreed(lead, run)

    assert (over.state, len(times_read)) == ("done", 2)
    assert len(over.cleaned) == (fault != "of other wishes")


def test_an_import_without_room_for_its_staging_goes_on_without(
    lead: Viewer, tmp_path: Path, times_read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hearth.dataset.Dataset.write_copy", full)
    run = held(lead, tmp_path, "Vendor")
    assert [path.name for path in spool.upload_of(run.id).parent.iterdir()] == [spool.UPLOAD]
    assert agreed(lead, run).state == "done"
    assert len(times_read) == 2
