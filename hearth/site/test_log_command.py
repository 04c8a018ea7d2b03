"""`hearth log` finds an edited row, names its batch, and tells the lead."""

import argparse
import json
from pathlib import Path

import pytest

from hearth.access.log import log_reading
from hearth.records.models import LogSeal, Notice, Reading
from hearth.site.log_command import add_arguments, run
from tests.community import Community, viewer_for


def hearth_log(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return run(parser.parse_args(arguments))


@pytest.fixture
def sealed(community: Community) -> Reading:
    log_reading(viewer_for(community.personas["intake_worker"]), "search", words="Quillfeather")
    assert hearth_log("seal") == 0
    return Reading.objects.get()


def test_an_edited_row_of_the_log_is_found_its_batch_named_and_the_lead_told(
    community: Community, sealed: Reading, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hearth_log("verify") == 0
    assert "as it was sealed" in capsys.readouterr().out
    Reading.objects.update(how_many=9)
    assert hearth_log("verify") == 1
    said = capsys.readouterr().err
    assert f"batch {sealed.seal_id} (reading), row {sealed.pk}: the row was edited" in said
    told = {notice.account.username for notice in Notice.objects.filter(event="log_broken")}
    assert "hmis_lead" in told and "intake_worker" not in told


def test_seals_kept_elsewhere_find_what_was_cut_off(
    sealed: Reading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "seals.jsonl"
    assert hearth_log("seals", "--out", str(kept)) == 0
    assert [json.loads(line)["number"] for line in kept.read_text().splitlines()] == list(
        LogSeal.objects.order_by("number").values_list("number", flat=True)
    )
    assert hearth_log("verify", "--against", str(kept)) == 0
    Reading.objects.update(seal=None)
    Reading.objects.all().delete()
    last = LogSeal.objects.filter(table="reading").latest("number")
    Reading.objects.filter(seal=last).delete()
    LogSeal.objects.filter(number__gte=last.number, table="reading").delete()
    assert hearth_log("verify", "--against", str(kept)) == 1
    assert "the seal was removed" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["no seals", "[1, 2]", '{"number": "x"}'])
def test_a_file_that_holds_no_seals_is_refused_in_one_line(
    sealed: Reading, tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "seals.jsonl"
    path.write_text(content)
    assert hearth_log("verify", "--against", str(path)) == 2
    assert capsys.readouterr().err.count("\n") == 1
