"""What a snapshot holds in the place of names and SSNs, so that data quality can be judged and nobody is named.

A name that is there is `x`. An SSN that HUD's Data Quality Report finds in order is one number of that kind, any other
is one that is not, and one of which no digit is known is none.
"""

import csv
import re
from pathlib import Path

from django.db.backends.utils import CursorWrapper

from hearth.dataset import Dataset
from hearth.exchange.hud_ids import HudIds
from hearth.exchange.shape import stored_files
from hearth.records import ssn

NAMES = frozenset({("Client", "FirstName"), ("Client", "LastName")})
IN_ORDER, NOT_IN_ORDER = "xxxxx0001", "xxxxx0000"
_FORM = re.compile(r"[0-9x]{5}[0-9]{4}")
_ROWS_AT_ONCE = 10_000


def name_stand_in(column: str) -> str:
    """Give the SQL of a name's stand-in."""
    return f"case when btrim({column}) <> '' then 'x' end"


def ssn_stand_in(number: str) -> str | None:
    """Give an SSN's stand-in: the twin of ssn_issue in reports/universe/identity_issue.sql (Glossary, DQ Q2)."""
    signs = re.sub(r"[\s-]", "", number).lower().rjust(9, "x")
    if set(signs) == {"x"}:
        return None
    if not _FORM.fullmatch(signs) or signs[5:] == "0000" or signs[3:5] == "00":
        return NOT_IN_ORDER
    if re.fullmatch(r"000|666|9[0-9]{2}", signs[:3]) or len(set(signs)) == 1:
        return NOT_IN_ORDER
    if signs in "01234567890123456789" or signs in "98765432109876543210":
        return NOT_IN_ORDER
    return IN_ORDER


def fill_in_ssns(cursor: CursorWrapper, dataset: Dataset, hud_ids: HudIds, wanted: str, path: Path) -> None:
    """Give each client of a snapshot the stand-in of the SSN. `wanted` is the SQL condition of the clients.

    They pass through the private file `path`: DuckDB takes a tenth of a millisecond for each value of a parameter.
    """
    file = stored_files()["Client"]
    cursor.execute(
        f"select {hud_ids.key(file, 't')}, t.ssn_encrypted from {file.table} t {hud_ids.joined(file, 't')} "
        f"where {wanted} and t.ssn_encrypted is not null"
    )
    with path.open("w", encoding="utf-8", newline="") as target:
        judged = csv.writer(target)
        while found := cursor.fetchmany(_ROWS_AT_ONCE):
            judged.writerows((key, ssn_stand_in(ssn.clear(stored))) for key, stored in found)
    dataset.connection.execute(
        "update Client set SSN = judged.stand_in from read_csv($path, auto_detect = false, header = false, "
        "delim = ',', quote = '\"', escape = '\"', nullstr = '', "
        "columns = {'PersonalID': 'VARCHAR', 'stand_in': 'VARCHAR'}) as judged "
        "where judged.PersonalID = Client.PersonalID",
        {"path": str(path)},
    )
    path.unlink()
