"""What the checks find in a staged export, in short: for the preview of an import."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from hearth.dataset import Dataset, Finding
from hearth.quality.catalogue import catalogue
from hearth.quality.run import run

FEWEST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Sample:
    """One row that a check found. `line` is the line of the file."""

    file: str
    line: int | None
    key: str | None
    column: str | None


@dataclass(frozen=True, slots=True)
class CheckFindings:
    """What one check found: how often, and the first rows. It holds ids only, never a name."""

    id: str
    rule: str
    sentence: str
    severity: str
    count: int
    samples: tuple[Sample, ...]


_FIRST = f"""
select "check", rule, file, line, key, "column" from quality.finding
qualify row_number() over (partition by "check", rule order by file, input, line, key, "column") <= {FEWEST_SHOWN}
order by file, input, line, key, "column"
"""


def findings_of_staged(
    connection: duckdb.DuckDBPyConnection, found: Sequence[Finding] = (), *, known: int | None = None
) -> list[CheckFindings]:
    """Make all checks on staged tables and give what they found, gravest first.

    `found` is what staging told. The staged rows are only read, but some checks see what deciding about the rows will
    change: call this before. The rows of the input `known` are there for the others to refer to; what the checks find
    in them is not told.
    """
    run(Dataset(connection, list(found)))
    if known is not None:
        connection.execute("delete from quality.finding where input = ?", [known])
        connection.execute(
            'create or replace table quality.total as select "check", rule, severity, count(*) as findings '
            "from quality.finding group by all"
        )
    samples: dict[tuple[str, str], list[Sample]] = {}
    for id_, rule, *place in connection.execute(_FIRST).fetchall():
        samples.setdefault((id_, rule), []).append(Sample(*place))
    totals = connection.execute(
        'select "check", rule, severity, sum(findings)::bigint from quality.total group by 1, 2, severity '
        "order by list_position(['high', 'error', 'warning', 'report'], severity), 4 desc, 1, 2"
    ).fetchall()
    return [
        CheckFindings(
            id_, rule, catalogue()[rule].sentence, severity, count, tuple(samples.get((id_, rule), ()))
        )
        for id_, rule, severity, count in totals
    ]
