"""Compare the staged rows with the live ones, set by set in DuckDB, and say what an import will do to each.

`verdict.<File>` holds a row per staged record: its key and one of the words of VERDICTS. A file other than Client
without any row, staged or live, has none. What is gone is marked in `live` (hearth/exchange/missing.py).
"""

from dataclasses import dataclass, field

import duckdb

from hearth.exchange.judge import with_rows
from hearth.exchange.keys import Keys
from hearth.exchange.live import with_live_rows
from hearth.exchange.shape import StoredFile, stored_files

# older: the file's row was updated before the live one, which stays. deleted: the file says so in DateDeleted.
# matched: a client whom another source brought before (hearth/exchange/matching.py).
VERDICTS = ("new", "changed", "same", "matched", "older", "deleted")
SAMPLES = 5
_DERIVED = {"Client": {"ssn": 't."SSN"'}}


@dataclass(slots=True)
class Difference:
    """How many rows of a file are new, changed, same, matched, older or deleted, and how many live ones there were.

    `samples` names the first keys of what changes or goes; they are HUD's keys and tell nobody's name.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    matched: int = 0
    older: int = 0
    deleted: int = 0
    live: int = 0
    samples: dict[str, list[str]] = field(default_factory=dict)


def compare(staged: duckdb.DuckDBPyConnection, keys: Keys) -> dict[str, Difference]:
    """Fill the schema `verdict` and count it, per file."""
    staged.execute("create schema if not exists verdict")
    live = with_live_rows(staged)
    touched = live | with_rows(staged) | {"Client"}
    return {
        file.name: _compare(staged, file, keys, is_live=file.name in live)
        if file.name in touched
        else Difference()
        for file in stored_files().values()
    }


def _compare(staged: duckdb.DuckDBPyConnection, file: StoredFile, keys: Keys, *, is_live: bool) -> Difference:
    _give_verdicts(staged, file, keys, is_live=is_live)
    found = Difference()
    for word, count, samples in staged.execute(
        f'select verdict, count(*), min(key, {SAMPLES}) from verdict."{file.name}" group by 1'
    ).fetchall():
        setattr(found, word, count)
        found.samples[word] = samples
    gone = None
    if is_live:
        gone = staged.execute(
            f"select count(*) filter (gone), min(hud_id, {SAMPLES}) filter (gone), "
            f'count(*) filter (date_deleted is null) from live."{file.name}"'
        ).fetchone()
    count, samples, found.live = gone or (0, None, 0)
    found.deleted += count
    found.samples["deleted"] = sorted([*found.samples.get("deleted", []), *(samples or [])])[:SAMPLES]
    found.samples = {word: some for word, some in found.samples.items() if some and word != "same"}
    return found


def _give_verdicts(staged: duckdb.DuckDBPyConnection, file: StoredFile, keys: Keys, *, is_live: bool) -> None:
    if not is_live and file.name != "Client":
        staged.execute(
            f'create or replace view verdict."{file.name}" as select "{file.key}" as key, \'new\' as verdict '
            f'from main."{file.name}"'
        )
        return
    values = keys.values(file) | _DERIVED.get(file.name, {})
    changed = " or ".join(
        f'{value} is distinct from l."{name}"' for name, value in values.items() if name != "hud_id"
    )
    # A client who was merged here lives on under another PersonalID.
    merged = matched = ""
    if file.name == "Client":
        merged = f'or t."{file.key}" in (select hud_id from live.former where not is_new)'
        matched = f"when t.\"{file.key}\" in (select hud_id from live.former where is_new) then 'matched' "
    verdict = (
        f"case when l.deleted_here {merged} then 'same' {matched}"
        "when l.id is null then 'new' "
        "when t.\"DateUpdated\" < l.date_updated then 'older' "
        "when t.\"DateDeleted\" is not null and l.date_deleted is null then 'deleted' "
        f"when {changed} then 'changed' else 'same' end as verdict "
        f'from "{file.name}" t left join live."{file.name}" l on l.hud_id = t."{file.key}"'
    )
    staged.execute(
        f'create or replace table verdict."{file.name}" as select t."{file.key}" as key, {verdict}'
    )
