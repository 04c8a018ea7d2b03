"""Exports in the background: started by a person, followed, cancelled, agreed to, fetched, and removed in time."""

import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404

from hearth.access.viewer import Viewer
from hearth.dataset import UnusableInput
from hearth.exchange import export_runs, perform_export
from hearth.exchange.export import write_export
from hearth.exchange.order import Order
from hearth.exchange.run_progress import following
from hearth.exchange.selection import Selection
from hearth.records.models import Disclosure, ExportRun
from tests.community import Community, add_account, add_client, add_enrollment, build_community, viewer_for

pytestmark = pytest.mark.django_db(transaction=True)

WHOLE = Order(Selection())
FOR = {"recipient": "Example State", "purpose": "Yearly report"}


@pytest.fixture
def made() -> Community:
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs cascade")
    community = build_community()
    rosa = add_client(community, "Rosa", "Harborview", ssn="123-45-6789", dob=date(1990, 3, 12))
    add_enrollment(community, rosa, community.shelter, date(2026, 1, 5))
    return community


def lead(made: Community) -> Viewer:
    return viewer_for(made.personas["hmis_lead"])


def done(made: Community) -> ExportRun:
    run = export_runs.start_export(lead(made), WHOLE, **FOR)
    perform_export.perform_export(run.id)
    return export_runs.export_run(lead(made), run.id)


def kept_files(own_spool: Path) -> list[Path]:
    return list((own_spool / "exports").iterdir())


def test_an_export_is_kept_sealed_and_comes_out_as_it_was_written(made: Community, own_spool: Path) -> None:
    run = done(made)

    assert (run.state, dict(export_runs.rows_of(run))["Client"]) == ("done", 1)
    [kept] = kept_files(own_spool)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert b"PK\x03\x04" not in kept.read_bytes()
    assert list((own_spool / "spool").iterdir()) == []
    found = export_runs.export_file(lead(made), run.id)
    assert found.name.startswith("hmis-export-")
    with found.content, zipfile.ZipFile(found.content) as archive:
        assert b"Harborview" in archive.read("Client.csv")
        assert b"123456789" in archive.read("Client.csv")
    assert run.disclosure is not None
    assert (run.disclosure.recipient, run.disclosure.account) == ("Example State", lead(made).account)


def test_a_file_is_gone_when_its_time_is_over_and_its_entry_in_the_log_stays(
    made: Community, own_spool: Path
) -> None:
    run = done(made)
    assert export_runs.remove_old_exports() == 0

    ExportRun.objects.update(kept_until=datetime.now(UTC) - timedelta(minutes=1))
    with pytest.raises(Http404):
        export_runs.export_file(lead(made), run.id)
    assert export_runs.remove_old_exports() == 1

    assert kept_files(own_spool) == []
    assert export_runs.export_run(lead(made), run.id).kept_until is None
    assert Disclosure.objects.count() == 1


def test_what_a_killed_worker_left_is_removed_and_what_is_being_sealed_is_not(
    made: Community, own_spool: Path
) -> None:
    run = export_runs.start_export(lead(made), WHOLE, **FOR)
    (own_spool / "exports").mkdir()
    (own_spool / "exports" / f"{run.id}.draft").write_bytes(b"half")

    with following(run):
        assert export_runs.remove_old_exports() == 0
    assert export_runs.remove_old_exports() == 1


def test_an_export_that_waits_is_cancelled_at_once(made: Community, own_spool: Path) -> None:
    run = export_runs.start_export(lead(made), WHOLE, **FOR)

    export_runs.cancel_export(lead(made), run.id)
    perform_export.perform_export(run.id)

    over = export_runs.export_run(lead(made), run.id)
    assert (over.state, over.message) == ("failed", "This export was cancelled. No file was made.")
    assert not Disclosure.objects.exists()


def test_an_export_at_work_is_cancelled_at_its_next_step_and_leaves_neither_file_nor_entry(
    made: Community, own_spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = export_runs.start_export(lead(made), WHOLE, **FOR)

    def cancel_meanwhile(*args: Any, **more: Any) -> Any:
        export_runs.cancel_export(lead(made), run.id)
        assert export_runs.export_run(lead(made), run.id).state == "running"
        return write_export(*args, **more)

    monkeypatch.setattr(perform_export, "write_export", cancel_meanwhile)
    perform_export.perform_export(run.id)

    over = export_runs.export_run(lead(made), run.id)
    assert (over.state, over.message) == ("failed", "This export was cancelled. No file was made.")
    assert not (own_spool / "exports").exists()
    assert not Disclosure.objects.exists()


def test_an_export_that_is_over_cannot_be_cancelled(made: Community) -> None:
    run = done(made)
    export_runs.cancel_export(lead(made), run.id)
    assert export_runs.export_run(lead(made), run.id).state == "done"


def test_an_export_that_may_be_refused_is_held_until_somebody_agrees(
    made: Community, own_spool: Path
) -> None:
    by = lead(made)
    run = export_runs.start_export(by, Order.of_preset("eva"), **FOR)
    perform_export.perform_export(run.id)

    held = export_runs.export_run(by, run.id)
    assert (held.state, held.disclosure) == ("held", None)
    assert held.findings[0]["stops"]
    assert not (own_spool / "exports").exists()

    export_runs.accept_findings(by, run.id)
    perform_export.perform_export(run.id)

    over = export_runs.export_run(by, run.id)
    assert (over.state, over.findings[0]["stops"]) == ("done", True)
    with pytest.raises(Http404):
        export_runs.accept_findings(by, run.id)


def test_an_export_that_cannot_be_made_ends_with_one_line(made: Community) -> None:
    by = lead(made)
    never = replace(WHOLE, selection=Selection(start=date(2026, 1, 1), is_updated=True), directive=2)  # type: ignore[arg-type]
    run = export_runs.start_export(by, never, **FOR)

    perform_export.perform_export(run.id)

    over = export_runs.export_run(by, run.id)
    assert over.state == "failed"
    assert "cannot replace what the receiver has (full). No file was made." in over.message


def test_who_may_not_export_neither_starts_nor_reads_nor_fetches(made: Community) -> None:
    run = done(made)
    manager = viewer_for(made.personas["agency_manager"])
    for refused in (
        lambda: export_runs.start_export(manager, WHOLE, **FOR),
        lambda: export_runs.export_runs(manager),
        lambda: export_runs.export_file(manager, run.id),
        lambda: export_runs.cancel_export(manager, run.id),
    ):
        with pytest.raises(PermissionDenied):
            refused()


def test_who_exports_for_one_agency_gets_its_programs_only_and_sees_own_exports_only(
    made: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(made)
    monkeypatch.setattr(Viewer, "may", lambda *_: True)
    theirs = viewer_for(add_account("exporter", made.own_agency, "agency_manager"))

    assert not export_runs.export_runs(theirs).exists()
    run = export_runs.start_export(theirs, WHOLE, **FOR)

    assert str(made.other_program.pk) not in run.asked["projects"]
    assert set(run.asked["projects"]) == {str(pk) for pk in theirs.projects.values_list("pk", flat=True)}
    elsewhere = Order(Selection(projects=(made.other_program.pk,)))
    with pytest.raises(Http404):
        export_runs.start_export(theirs, elsewhere, **FOR)
    assert [one.id for one in export_runs.export_runs(theirs)] == [run.id]


def test_an_export_without_a_recipient_is_not_started(made: Community) -> None:
    with pytest.raises(UnusableInput, match="who receives"):
        export_runs.start_export(lead(made), WHOLE, recipient=" ", purpose="Report")
    assert not ExportRun.objects.exists()
