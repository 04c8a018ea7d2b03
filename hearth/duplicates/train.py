"""Train the weights on generated people whose doubles are known, and store them: `python -m hearth.duplicates.train`.

What stands in settings.json are shares (how often do names differ in two records of one person, how often are they
equal in records of two), never a value of anybody.
"""

import csv
import json
import sys
from pathlib import Path
from typing import Any, Final

from splink import DuckDBAPI, Linker

from hearth.duplicates.model import COLUMNS, untrained
from hearth.duplicates.scan import PEOPLE, add_keys, connect

# Clerks err in this share of records, roughly, in any one way that was not seen in training.
_SELDOM: Final = 0.01


def main() -> int:
    """Read people with the column `person` (who they are) from a CSV, train on them, and write settings.json."""
    if len(sys.argv) != 2:
        print("usage: python -m hearth.duplicates.train PEOPLE.csv", file=sys.stderr)
        return 2
    connection = connect()
    connection.execute(f"alter table {PEOPLE} add column person varchar")
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as lines:
        rows = [[line[name] or None for name in (*COLUMNS, "person")] for line in csv.DictReader(lines)]
    connection.executemany(f"insert into {PEOPLE} values ({', '.join('?' * (len(COLUMNS) + 1))})", rows)
    add_keys(connection)
    connection.execute(
        f"create table labelled as select k.*, p.person from keyed k join {PEOPLE} p using (id)"
    )
    linker = Linker(DuckDBAPI(connection).register("labelled"), untrained())
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    linker.training.estimate_m_from_label_column("person")
    settings = linker.misc.save_model_to_json(None)
    settings.pop("linker_uid", None)
    _complete(settings)
    path = Path(__file__).with_name("settings.json")
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    return 0


def _complete(settings: dict[str, Any]) -> None:
    """Give a slip that the generator never makes (two digits of a birth date) a small share all the same."""
    for comparison in settings["comparisons"]:
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level"):
                level.setdefault("m_probability", _SELDOM)
                level.setdefault("u_probability", _SELDOM)


if __name__ == "__main__":
    sys.exit(main())
