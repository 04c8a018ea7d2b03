"""Nothing is lost on the way in and out: HUD's sample, and a small export with every kind of file."""

from pathlib import Path

import pytest

from tests.clean_export import clean_export
from tests.conformance.round_trip import UNEXPLAINED, make_round_trip
from tests.hand_made import export_zip

SAMPLE = Path(__file__).parents[3] / "shared" / "oracles" / "lsa_sample" / "Sample_HMIS_Data.zip"

pytestmark = pytest.mark.slow


def test_a_small_export_with_every_oddity_comes_back_and_each_difference_has_its_reason(
    tmp_path: Path,
) -> None:
    rows = clean_export()
    some = rows["Client"][0]
    some |= {"NameSuffix": "<Jr>", "VeteranStatus": None, "SSN": "123-45-6789"}
    rows["Client"].append({**rows["Client"][1], "PersonalID": "nobody"})
    rows["User"].append({"UserID": "unnamed"})
    rows["Exit"].append({**rows["Exit"][0], "ExitID": "gone", "DateDeleted": "2026-01-01 00:00:00"})

    trip = make_round_trip(export_zip(tmp_path / "original.zip", rows), tmp_path)

    assert trip.unequal() == []
    found = {(one.file, one.column, one.reason) for one in trip.differences()}
    assert found == {
        ("Client", "(whole row)", "a client without an enrollment"),
        # The names of the small export are hashes already, and longer than a name may be.
        ("Client", "FirstName", "cut to the length of its column"),
        ("Client", "LastName", "cut to the length of its column"),
        ("Client", "NameSuffix", "without the characters that HUD forbids"),
        ("Client", "SSN", "the same number in HUD's form"),
        ("Client", "VeteranStatus", "99 where HUD allows no null and nobody answered"),
        ("Exit", "(whole row)", "deleted: a full export holds no deleted rows"),
        ("User", "(whole row)", "a user whom no row names"),
    }


@pytest.mark.skipif(not SAMPLE.exists(), reason=f"HUD'S SAMPLE WAS NOT SENT ROUND: it is not at {SAMPLE}")
def test_huds_sample_comes_back_and_each_difference_has_its_reason(tmp_path: Path) -> None:
    trip = make_round_trip(SAMPLE, tmp_path)

    assert trip.unequal() == []
    differences = trip.differences()
    assert [one for one in differences if one.reason == UNEXPLAINED] == []
    assert {(one.file, one.column) for one in differences} == {("User", "(whole row)"), ("User", "(new row)")}
