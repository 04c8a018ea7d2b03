"""The demo export with planted faults: every one is found, and the export is imported all the same.

`python -m tests.conformance.eva_demo` prints each planted fault with the check that found it. The file lies beside the
checkout in `../shared/oracles/eva_demo`; its README lists what was planted, not how much of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hearth.dataset import open_with_faults
from hearth.quality import by_id, run

DEMO = Path(__file__).parents[3] / "shared" / "oracles" / "eva_demo" / "demo.zip"
CLIENTS = 4146


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault of the demo export: in words, the check that finds it, where, and how often."""

    fault: str
    check: str
    where: str
    times: int


PLANTED = (
    Planted("Client.DateUpdated as 13-05-22 in every row", "EVA-47", "f.\"column\" = 'DateUpdated'", CLIENTS),
    Planted("a current living situation 999", "EVA-55", "c.EnrollmentID = '813537'", 1),
    Planted("project 1606 has no RRHSubType", "EVA-110", "f.key = '1606'", 1),
    Planted("project 1377 has no Geocode", "EVA-5", "f.project = '1377' and f.\"column\" = 'Geocode'", 1),
    Planted("project 999999 has no HousingType", "EVA-36", "f.key = '999999'", 1),
    Planted("project 999999 has no inventory", "EVA-43", "f.key = '999999'", 1),
    Planted(
        "client 999999 is in it three times more at once",
        "enrollment/not_twice_at_once",
        "f.project = '999999'",
        3,
    ),
    Planted("all four are head of household", "EVA-3", "f.project = '999999'", 4),
    Planted("the three are in the household of the first", "EVA-98", "f.project = '999999'", 3),
)


@dataclass(frozen=True, slots=True)
class Found:
    """How often a planted fault was found, and the words of the check."""

    planted: Planted
    times: int
    sentence: str

    def __str__(self) -> str:
        planted = self.planted
        mark = (
            "found" if self.times == planted.times else f"FOUND {self.times} TIMES, planted {planted.times}"
        )
        return f"{mark}: {planted.fault}\n       {planted.check}: {self.sentence}"


def found_in_demo() -> Iterator[Found]:
    """Make the checks over the demo export and give each planted fault."""
    known = by_id()
    with open_with_faults([DEMO]) as dataset:
        connection = run(dataset, dict.fromkeys(known[each.check].name for each in PLANTED)).connection
        for planted in PLANTED:
            row = connection.execute(
                "select count(*) from quality.finding f left join CurrentLivingSituation c "
                "on f.file = 'CurrentLivingSituation' and c.CurrentLivingSitID = f.key "
                f'where f."check" = ? and {planted.where}',
                [planted.check],
            ).fetchone()
            yield Found(planted, row[0] if row else 0, known[planted.check].sentence)


def main() -> None:
    """Print what was planted and what found it."""
    for found in found_in_demo():
        print(found)


if __name__ == "__main__":
    main()
