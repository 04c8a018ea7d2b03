"""The one row of Export.csv: which export this is, from whom, of which period and projects, and how hashed."""

from datetime import datetime
from enum import IntEnum
from typing import Any

from django.db.backends.utils import CursorWrapper

import hearth
from hearth.dataset import UnusableInput
from hearth.exchange import hashing
from hearth.exchange.selection import Selection, condition
from hearth.exchange.shape import stored_files
from hearth.hud.standard import standard
from hearth.records.clock import now
from hearth.records.models.coc import CoC
from hearth.records.models.import_run import Source

_UNHASHED = 1
_NAME_LENGTH = 50


class SourceType(IntEnum):
    """HUD list 1.9: what kind of database this is. Without a CoC code it cannot be a CoC's."""

    COC_HMIS = 1
    OTHER = 4


class PeriodType(IntEnum):
    """HUD list 1.1: what the period means."""

    UPDATED = 1
    REPORTING_PERIOD = 3


class Directive(IntEnum):
    """HUD list 1.2: what the receiver does with the export."""

    DELTA = 1
    FULL = 2
    OTHER = 3


def values_of_export(
    cursor: CursorWrapper,
    selection: Selection,
    export_id: str,
    *,
    is_hashed: bool,
    directive: Directive | None = None,
) -> dict[str, str | None]:
    """Give the values of Export.csv by column, as text; `pick` must have run. Raises UnusableInput."""
    period_type = PeriodType.UPDATED if selection.is_updated else PeriodType.REPORTING_PERIOD
    moment = now()
    start, end = _period(cursor, selection, moment)
    own, _made = Source.objects.get_or_create(is_own=True, defaults={"name": "Hearth"})
    codes = _coc_codes(cursor, selection)
    values: dict[str, Any] = {
        "ExportID": export_id,
        "SourceType": int(SourceType.COC_HMIS if codes else SourceType.OTHER),
        "SourceID": codes,
        "SourceName": own.name[:_NAME_LENGTH],
        "ExportDate": moment,
        "ExportStartDate": start,
        "ExportEndDate": end,
        "SoftwareName": "Hearth",
        "SoftwareVersion": hearth.__version__,
        "CSVVersion": standard().csv_version,
        "ExportPeriodType": int(period_type),
        "ExportDirective": int(_fitting(directive, period_type)),
        "HashStatus": hashing.STATUS if is_hashed else _UNHASHED,
        # Constant for this database, as HUD asks.
        "ImplementationID": own.id.hex,
    }
    return {
        column.name: str(values[column.name]) if values.get(column.name) is not None else None
        for column in standard().files["Export"].columns
    }


def _fitting(directive: Directive | None, period_type: PeriodType) -> Directive:
    """Give the directive, or the usual one. Raises UnusableInput for one that would mislead the receiver."""
    usual, misleads = (
        (Directive.DELTA, Directive.FULL)
        if period_type == PeriodType.UPDATED
        else (Directive.FULL, Directive.DELTA)
    )
    if directive == misleads:
        raise UnusableInput(
            "An export of what was updated cannot replace what the receiver has (full)."
            if period_type == PeriodType.UPDATED
            else "An export of a reporting period has no deleted records, so it is no delta: choose what was updated."
        )
    return directive or usual


def _period(cursor: CursorWrapper, selection: Selection, moment: datetime) -> tuple[Any, Any]:
    end = selection.end or moment.date()
    if selection.start:
        return selection.start, end
    enrollment = stored_files()["Enrollment"].table
    cursor.execute(f"select min(entry_date) from {enrollment} where id in (select id from picked_enrollment)")
    return min(cursor.fetchone()[0] or end, end), end


def _coc_codes(cursor: CursorWrapper, selection: Selection) -> str | None:
    """Give the chosen CoCs, else those of the exported projects, else this community's."""
    if selection.cocs:
        return ";".join(sorted(selection.cocs))
    wanted = condition("ProjectCoC", Selection(selection.projects))
    cursor.execute(
        "select string_agg(distinct t.coc_code, ';' order by t.coc_code) "
        f"from {stored_files()['ProjectCoC'].table} t where {wanted}"
    )
    return (
        cursor.fetchone()[0] or ";".join(CoC.objects.order_by("code").values_list("code", flat=True)) or None
    )
