"""A published number and ours are one number when they differ by no more than the places that were written."""

import pytest

from tests.conformance.compare import BY_PLACE, Pair


@pytest.mark.parametrize(
    ("code", "ours", "theirs", "agree"),
    [
        ("Q6f", 0.5, "0", False),
        ("Q6f", 0.0, "0", True),
        ("Q6c", 1 / 3, "0.3333", True),
        ("Q6c", 1 / 3, "0.33", False),
        ("Q19a2", -17.3913, "$-17.39", True),
        ("Q19a2", 722.98, "723", False),
        ("Q22b", 434.257, "434", True),
        ("Q22b", 434.257, "435", False),
        ("Q7a", 3, "3", True),
        ("Q7a", None, "0", True),
        ("Q7a", 0, "", True),
        ("Q4a", "A house", "A home", False),
    ],
)
def test_a_share_has_four_places_money_two_and_only_an_average_of_days_may_be_whole(
    code: str, ours: float | str | None, theirs: str, agree: bool
) -> None:
    assert Pair("run", code, "B2", ours, theirs, code, BY_PLACE).agree == agree
