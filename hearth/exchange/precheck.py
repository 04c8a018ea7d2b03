"""The pre-check of a preset: the checks of the numbers wing over the written file, before anybody gets it.

It looks at the file as the receiver will, so what the receiver is known to refuse is known here first.
"""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hearth.exchange.presets import Preset

_SAMPLES = 5
_GRAVEST_FIRST = ("high", "error", "warning", "report")


@dataclass(frozen=True, slots=True)
class PreCheckFinding:
    """What one check found: how often, and the first rows (file and key). For what `stops` it may be refused."""

    check: str
    severity: str
    sentence: str
    count: int
    stops: bool
    samples: list[str]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class MayBeRefused(Exception):
    """The receiver may refuse the file, and nobody has accepted that. Holds what was found."""

    def __init__(self, findings: list[PreCheckFinding]) -> None:
        super().__init__("The receiver may refuse this export.")
        self.findings = findings


def pre_check(path: Path, preset: Preset, folder: Path) -> list[PreCheckFinding]:
    """Give what the checks find in an export that was written, what stops it first.

    `folder` is private: the file is unpacked in it, and what lies there is gone when this returns.
    """
    # Most exports have no preset, and need neither DuckDB nor the checks.
    from hearth.dataset import Dataset
    from hearth.dataset.receive import received
    from hearth.dataset.stage import stage
    from hearth.quality import run as make_checks
    from hearth.quality.catalogue import catalogue

    with received(path, folder) as files, Dataset.empty(in_memory=False, folder=folder) as dataset:
        dataset.findings += stage(dataset.connection, files, 0, folder)
        # That a preset goes out in the clear is its receiver's wish, not a fault.
        names = [name for name in catalogue() if name != "file/is_hashed"]
        found = make_checks(dataset, names).connection
        rows = found.execute(
            "select rule, t.findings::bigint, f.samples from (select rule, sum(findings) as findings "
            "from quality.total group by 1) t left join (select rule, "
            f"list(distinct concat_ws(' ', file, key) order by concat_ws(' ', file, key))[1:{_SAMPLES}] as samples "
            "from quality.finding group by 1) f using (rule)"
        ).fetchall()
    findings = [
        PreCheckFinding(
            check=rule,
            severity=catalogue()[rule].in_quality.value,
            sentence=catalogue()[rule].sentence,
            count=count,
            stops=preset.stops_on(catalogue()[rule]),
            samples=samples or [],
        )
        for rule, count, samples in rows
    ]
    return sorted(findings, key=lambda one: (not one.stops, _GRAVEST_FIRST.index(one.severity), one.check))
