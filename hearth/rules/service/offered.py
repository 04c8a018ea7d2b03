"""A program offers the HUD services that its type and its funders ask for, and no others.

HUD: 4.14 bed nights for night-by-night shelters; P1, P2 (PATH), R14 (RHY), W1, W2 (HOPWA), V2, V3 (SSVF),
V8 (HUD-VASH), C2 (moving on, CoC-funded permanent supportive housing). Funder codes are those of 2.06.1.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from hearth.hud.standard import CodeList, standard

_NIGHT_BY_NIGHT, _PSH = 1, 3
_COC = {1, 2, 3, 4, 5, 6, 7, 43, 44, 54, 55, 56}
_PATH, _RHY, _HOPWA, _SSVF, _VASH = (
    {21},
    {22, 23, 24, 25, 26},
    {13, 14, 15, 16, 17, 18, 19},
    {33},
    {20},
)

# RecordType (list 1.4) -> the funders that ask for it.
_BY_FUNDER: dict[int, set[int]] = {
    141: _PATH,
    161: _PATH,
    142: _RHY,
    143: _HOPWA,
    151: _HOPWA,
    144: _SSVF,
    152: _SSVF,
    210: _VASH,
}
_BED_NIGHT, _MOVING_ON = 200, 300


@dataclass(frozen=True, slots=True)
class OfferedService:
    """A kind of service (RecordType), its words, and the list of what can be given (TypeProvided)."""

    record_type: int
    category: str
    code_list: CodeList


def offered(project_type: int | None, funders: Iterable[int]) -> list[OfferedService]:
    """Give the kinds of service of a program, in the order in which they are shown."""
    funded_by = set(funders)
    record_types = [_BED_NIGHT] if project_type == _NIGHT_BY_NIGHT else []
    record_types += [record_type for record_type, asking in _BY_FUNDER.items() if funded_by & asking]
    if project_type == _PSH and funded_by & _COC:
        record_types.append(_MOVING_ON)
    return [_service(record_type) for record_type in record_types]


def without(services: Iterable[OfferedService], ended: Collection[tuple[int, int]]) -> list[OfferedService]:
    """Give the kinds of service less those that a program ended, by RecordType and TypeProvided."""
    found = []
    for kind in services:
        codes = kind.code_list.labels.items()
        left = {code: label for code, label in codes if (kind.record_type, int(code)) not in ended}
        if left:
            found.append(replace(kind, code_list=replace(kind.code_list, labels=left)))
    return found


def _service(record_type: int) -> OfferedService:
    known = standard()
    list_id = known.facts["type_provided_list"][str(record_type)]
    return OfferedService(record_type, known.lists["1.4"].label(record_type), known.lists[list_id])
