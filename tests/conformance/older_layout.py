"""The tables that stand in another layout in HUD's test kit of 2021: which cells mean the same.

Cells of which only one file knows, and questions that are another now, are not compared: `NOT_COMPARED` names them.
"""

from collections.abc import Iterable

from tests.conformance.older_places import DESTINATION, RACE, SITUATION
from tests.conformance.regroup import Layout, Lines, grid, one_to_one

_BANDS_TO_FIVE_YEARS = grid(one_to_one(2, 11) | {(12,): (13,)}, "BCD")
_TOTALS_OF_ISSUES = {"E": "B", "F": "C"}
# Q19b and Q27i: five sources that are lines of their own now were "other". Rates of added numbers are none.
_SOURCES = (
    one_to_one(4, 6, by=-1) | one_to_one(8, 10, by=-2) | one_to_one(12, 14, by=-3) | one_to_one(17, 18, by=-4)
)
_SOURCES |= {(2,): (2,)}
_OTHER_SOURCES: Lines = {(3, 7, 11, 15, 16): (12,)}

# By the name of the older file.
LAYOUTS = {
    # The lines of race, ethnicity and gender are another question now, and with them the overall score.
    "Q6a": Layout("Q6a", grid(one_to_one(2, 4))),
    "Q6b": Layout("Q6b", grid(one_to_one(2, 6), _TOTALS_OF_ISSUES)),
    "Q6c": Layout("Q6c", grid(one_to_one(2, 5), _TOTALS_OF_ISSUES)),
    "Q6d": Layout("Q6d", grid(one_to_one(2, 4), "BCDEFGH")),
    "Q6e": Layout("Q6e", grid(one_to_one(3, 7, by=-1), "BC")),
    # Gender is no question any more; its totals are the adults, the children and those of unknown age.
    "Q10a": Layout("Q7a", grid({(2,): (9,)}, {"B": "B", "C": "C", "D": "D", "F": "E"})),
    "Q10b": Layout("Q7a", grid({(3,): (9,)}, {"B": "B", "D": "C", "E": "D", "F": "E"})),
    "Q10c": Layout("Q7a", grid({(4, 5): (9,)})),
    "Q10d": Layout(
        "Q11",
        {
            ("B13",): ("B9",),
            ("B2", "B3", "B4"): ("C9",),
            ("B5",): ("D9",),
            ("B6", "B7", "B8", "B9", "B10"): ("E9", "F9"),
            ("B11",): ("G9",),
            ("B12",): ("H9",),
        },
    ),
    # 55-61 and 62+ are 55-64 and 65+ now.
    "Q11": Layout("Q11", grid(one_to_one(2, 8) | {(9, 10): (9, 10)} | one_to_one(11, 13))),
    **RACE,
    # It asked who was fleeing; it asks how long ago the violence was. The same people are asked.
    "Q14b": Layout("Q14b", grid({(8,): (6,)})),
    "Q15": Layout("Q15", SITUATION),
    "Q19b": Layout("Q19b", grid(_SOURCES, "BCDEFGHIJKLM") | grid(_OTHER_SOURCES, "BCDFGHJKL")),
    "Q22a1": Layout("Q22a1", _BANDS_TO_FIVE_YEARS),
    "Q22a2": Layout("Q22a2", grid(one_to_one(2, 14) | {(15,): (16,)}, "BCD")),
    # 61-180 days are two lines now.
    "Q22c": Layout("Q22c", grid(one_to_one(2, 6) | {(7, 8): (7,)} | one_to_one(9, 14, by=-1))),
    # Four lines of two years or more are one now.
    "Q22d": Layout("Q22d", grid(one_to_one(2, 10) | {(11,): (11, 12, 13, 14), (12,): (16,)})),
    "Q22e": Layout("Q22e", grid(one_to_one(2, 6) | {(7, 8): (7,)} | one_to_one(9, 15, by=-1))),
    "Q23c": Layout("Q23c", DESTINATION),
    "Q24": Layout("Q24a", grid(one_to_one(2, 16))),
    # As Q10a to Q10c: the totals of veterans, of the chronically homeless and of youth.
    "Q25c": Layout("Q25d", grid({(10,): (9,)}, "BCDE")),
    "Q25d": Layout("Q25d", grid(one_to_one(2, 5) | {(6, 7): (6, 7)} | one_to_one(8, 10), "BCDE")),
    "Q25i": Layout("Q25i", DESTINATION),
    "Q26c": Layout("Q26b", grid({(2,): (9,)})),
    "Q26d": Layout("Q26d", grid(one_to_one(2, 6) | {(7, 8): (7, 8)} | one_to_one(9, 11))),
    "Q27c": Layout("Q27a", grid({(6,): (9,)})),
    "Q27d": Layout("Q27d", SITUATION),
    "Q27e": Layout("Q27e", _BANDS_TO_FIVE_YEARS),
    "Q27f": Layout("Q27f1", DESTINATION),
    "Q27i": Layout("Q27i", grid(_SOURCES, "BCDEFGHIJKLMNOPQ") | grid(_OTHER_SOURCES, "BCDFGHJKLNOP")),
    # Questions of veterans and the chronically homeless that HUD has taken back, asked again by `older_questions`.
    **{code: Layout(code, grid(one_to_one(2, 9), "BCD")) for code in ("Q25e",)},
    **{code: Layout(code, grid(one_to_one(2, 10), "BCD")) for code in ("Q25f", "Q26f")},
    **{code: Layout(code, grid(one_to_one(2, 17), "BCD")) for code in ("Q25g", "Q26g")},
    **{code: Layout(code, grid(one_to_one(2, 7), "BCD")) for code in ("Q25h", "Q26h")},
}


def _all_of(lines: Iterable[int], columns: str = "BCDEF") -> frozenset[str]:
    return frozenset(f"{column}{line}" for line in lines for column in columns)


# Filled cells of the older files, by the name of the file, that have no counterpart today: the lines of gender and of
# ethnicity, of who was fleeing, of a length of stay that was not collected, and totals of lines that are in several
# sections now.
NOT_COMPARED = {
    "Q6a": _all_of((5, 6, 7, 8)) - _all_of((8,), "BCD"),
    "Q6d": _all_of((5,), "BH"),
    **{code: _all_of(range(2, 9), "BCDE") for code in ("Q10a", "Q10b", "Q25c")},
    **{code: _all_of(range(2, 9)) for code in ("Q10c", "Q26c", "Q27c")},
    "Q10d": _all_of(range(2, 9), "BCDEFGH"),
    "Q14b": _all_of(range(2, 6)),
    **{code: _all_of((8, 17, 34)) for code in ("Q15", "Q27d")},
    "Q19b": _all_of((12,), "EI"),
    **{code: _all_of((12,), "BCD") for code in ("Q22a1", "Q27e")},
    "Q22a2": _all_of((15,), "BCD"),
    "Q22d": _all_of((15,)),
    **{code: _all_of((27, 42)) for code in ("Q23c", "Q25i", "Q27f")},
}
