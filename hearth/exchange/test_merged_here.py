"""What was merged here stays merged when its source sends its next file, and an undo brings both back to it."""

from datetime import date
from pathlib import Path
from typing import Any

from hearth.actions.merge_clients import merge_clients
from hearth.actions.undo_merge import undo_merge
from hearth.exchange import load
from hearth.exchange.ownership import is_edited_here
from hearth.records.models import Client, Enrollment, ImportRun, Source
from tests.community import Community, add_client, add_enrollment, viewer_for
from tests.duplicates import fresh, rows
from tests.hand_made import Rows, enrollment, export_zip, full_export


def _imported(path: Path, sent: Rows) -> ImportRun:
    run = load.new_run(source_name="Vendor", file_name="vendor.zip", account=None)
    load.perform(run, export_zip(path, sent))
    run.refresh_from_db()
    assert run.state == "done", run.message
    return run


def test_the_next_file_follows_a_merge_and_its_undo(
    community: Community, tmp_path: Path, settings: Any, transactional_db: None
) -> None:
    settings.DATA = tmp_path
    lead = viewer_for(community.personas["hmis_lead"])
    sent = full_export()
    _imported(tmp_path / "first.zip", sent)
    vendor = Source.objects.get(name="Vendor")
    theirs = rows(Client).get(source=vendor, hud_id="3")
    ours = add_client(community, "Cleo", "Example", dob=date(1990, 3, 12))
    add_enrollment(community, ours, community.shelter, date(2026, 1, 5))

    merge = merge_clients(viewer=lead, kept_id=ours.pk, merged_id=theirs.pk)
    assert not is_edited_here(vendor)
    sent["Enrollment"].append(enrollment("4", "3", "H4", 1))
    run = _imported(tmp_path / "second.zip", sent)

    assert (run.counts["Client"]["new"], run.counts["Client"]["changed"]) == (0, 0)
    assert fresh(theirs).date_deleted is not None
    assert rows(Enrollment).get(source=vendor, hud_id="4").client_id == ours.pk

    # What came for the merged PersonalID since goes back with it.
    undo_merge(viewer=lead, merge_id=merge.pk, also_back=[rows(Enrollment).get(source=vendor, hud_id="4").pk])
    run = _imported(tmp_path / "third.zip", sent)
    assert (run.counts["Client"]["new"], run.counts["Client"]["changed"]) == (0, 0)
    assert (run.counts["Enrollment"]["new"], run.counts["Enrollment"]["changed"]) == (0, 0)
    assert fresh(theirs).date_deleted is None
    assert set(rows(Enrollment).filter(client=ours.pk).values_list("source", flat=True)) == {
        community.source.pk
    }
