"""What is compared of two records, which pairs are compared at all, and the trained weights (settings.json).

Train anew with `python -m hearth.duplicates.train` when what is compared changes.
"""

import json
from pathlib import Path
from typing import Any, Final

from splink import SettingsCreator, block_on
from splink.internals.comparison_level_library import (
    CustomLevel,
    DamerauLevenshteinLevel,
    ElseLevel,
    ExactMatchLevel,
    JaroWinklerLevel,
    NullLevel,
)
from splink.internals.comparison_library import CustomComparison

# The table of people. Names are plain (small letters, no accents), a birth date is 2026-03-12, an SSN a keyed digest.
COLUMNS: Final = {
    "id": "VARCHAR",
    "first": "VARCHAR",
    "last": "VARCHAR",
    "suffix": "VARCHAR",
    "dob": "VARCHAR",
    "ssn": "VARCHAR",
    "last_four": "VARCHAR",
}
# What two records must share to be compared. Each key is a column of its own, so that a key that too many people share
# (a common name, an invented birth date) can be left empty: see scan.py.
KEYS: Final = {
    "by_ssn": "ssn",
    # In any order: first and last name are swapped now and then.
    "by_name": "least(first, last) || ' ' || greatest(first, last)",
    "by_first_and_birth": "first || ' ' || dob",
    "by_last_and_birth": "last || ' ' || dob",
    "by_last_four_and_first": "last_four || ' ' || left(first, 1)",
    "by_last_four_and_last": "last_four || ' ' || left(last, 1)",
    # Day and month swapped, or a slip in the day: the rest of the birth date, the beginnings of both names.
    "by_beginnings": "left(first, 2) || ' ' || left(last, 3) || ' ' || left(dob, 4)",
}
_TRAINED: Final = Path(__file__).with_name("settings.json")


def trained() -> dict[str, Any]:
    """Give the trained settings."""
    found: dict[str, Any] = json.loads(_TRAINED.read_text("utf-8"))
    return found


def untrained(**more: Any) -> SettingsCreator:
    """Give the comparisons and rules before training."""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        comparisons=[_name("first", "last"), _name("last", "first"), _birth_date(), _ssn(), _suffix()],
        blocking_rules_to_generate_predictions=[block_on(key) for key in KEYS],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
        **more,
    )


def _name(column: str, other: str) -> CustomComparison:
    return CustomComparison(
        output_column_name=column,
        comparison_levels=[
            NullLevel(column),
            ExactMatchLevel(column, term_frequency_adjustments=True),
            CustomLevel(
                f'"{column}_l" = "{other}_r" and "{other}_l" = "{column}_r"', "the two names swapped"
            ),
            JaroWinklerLevel(column, 0.92),
            JaroWinklerLevel(column, 0.82),
            ElseLevel(),
        ],
    )


def _birth_date() -> CustomComparison:
    swapped = "dob_l = left(dob_r, 4) || '-' || right(dob_r, 2) || '-' || substr(dob_r, 6, 2)"
    return CustomComparison(
        output_column_name="dob",
        comparison_levels=[
            NullLevel("dob"),
            ExactMatchLevel("dob"),
            CustomLevel(swapped, "day and month swapped"),
            DamerauLevenshteinLevel("dob", 1),
            DamerauLevenshteinLevel("dob", 2),
            ElseLevel(),
        ],
    )


def _ssn() -> CustomComparison:
    """Keyed digests are equal or not: how far two numbers are apart cannot be asked."""
    return CustomComparison(
        output_column_name="ssn",
        comparison_levels=[
            CustomLevel(
                "(ssn_l is null or ssn_r is null) and (last_four_l is null or last_four_r is null)",
                "no number",
            ).configure(is_null_level=True),
            ExactMatchLevel("ssn"),
            CustomLevel("last_four_l = last_four_r", "the last four digits"),
            ElseLevel(),
        ],
    )


def _suffix() -> CustomComparison:
    """Father and son: one is a Jr and the other a Sr."""
    return CustomComparison(
        output_column_name="suffix",
        comparison_levels=[NullLevel("suffix"), ExactMatchLevel("suffix"), ElseLevel()],
    )
