"""Put whom a search met in order, and say why each was met: what was typed exactly first, guesses last."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from hearth.access.search_words import Words
from hearth.records.client_lookup import Met
from hearth.rules.client.likeness import birth_agreement
from hearth.rules.client.name_likeness import Agreement
from hearth.rules.client.nicknames import full_names_of

_EXACT, _BEGINS, _ALIKE, _TURNED, _ALIAS = 0, 10, 20, 2, 3
_HOW = {how: place for place, how in enumerate(Agreement)}
_REASONS = {
    Agreement.NICKNAME: "nickname",
    Agreement.TYPO: "typo",
    Agreement.PART: "part_of_name",
    Agreement.SOUND: "sound",
    Agreement.BEGINNING: "beginning",
    Agreement.INITIAL: "initial",
}
# The birth date beside a name, and alone.
_BIRTH_ORDER = {"birth_date": 0, "birth_date_swapped": 4, "birth_date_digit": 6, "": 8}


@dataclass(frozen=True, slots=True)
class Rank:
    """Where a client stands among those met (a lower order is likelier), and why."""

    order: tuple[int, str, str, uuid.UUID]
    reasons: tuple[str, ...] = ()
    # What somebody is called, and the name that it stands for.
    nickname: tuple[str, str] | None = None
    # The words are this client's identifier or whole SSN, or the whole name with the birth date.
    is_exact: bool = False

    def with_reason(self, reason: str) -> "Rank":
        return replace(self, reasons=(*self.reasons, reason))


def ranked(
    asked: Words, met: Iterable[Met], similar: dict[str, dict[str, Agreement]]
) -> dict[uuid.UUID, Rank]:
    """Give each client once, by the best way in which it was met, the likeliest first."""
    best: dict[uuid.UUID, Rank] = {}
    for one in met:
        rank = _rank(asked, one, similar)
        if one.client_id not in best or rank.order < best[one.client_id].order:
            best[one.client_id] = rank
    return dict(sorted(best.items(), key=lambda each: each[1].order))


def _rank(asked: Words, met: Met, similar: dict[str, dict[str, Agreement]]) -> Rank:
    way, *rest = met.branch.split()
    reasons: list[str] = []
    order, nickname = _EXACT, None
    if way in ("begin", "begins", "turned"):
        order = _BEGINS if (met.first + met.last) not in _together(asked) else _EXACT
    elif way == "alike":
        order, reasons, nickname = _alike(asked, met, similar, rest)
    elif way in ("former", "ssn", "last_four"):
        reasons.append(way)
    if (way == "turned" or "turned" in rest) and not asked.is_last_first:
        order += _TURNED
        reasons.append("swapped_names")
    if met.alias:
        order += _ALIAS
        # A legal name is not named as one: who may not see it learns only that there is another name.
        reasons.append("alias")
    beside, reason = _beside(asked, met)
    if reason:
        reasons.append(reason)
    place = (order + beside, met.last, met.first, met.client_id)
    is_whole_name = way in ("begin", "turned") and asked.birth is not None and order + beside == _EXACT
    is_exact = way in ("identifier", "former", "ssn") or is_whole_name
    return Rank(place, tuple(dict.fromkeys(reasons)), nickname, is_exact)


def _alike(
    asked: Words, met: Met, similar: dict[str, dict[str, Agreement]], rest: list[str]
) -> tuple[int, list[str], tuple[str, str] | None]:
    """Say how the names of a client are like what was typed."""
    if rest[0] in ("first", "last"):
        pairs = [(" ".join(asked.names), met.first if rest[0] == "first" else met.last)]
    else:
        cut = int(rest[-1]) + 1
        one, other = " ".join(asked.names[:cut]), " ".join(asked.names[cut:])
        pairs = (
            [(one, met.last), (other, met.first)]
            if "turned" in rest
            else [(one, met.first), (other, met.last)]
        )
    reasons, order = [], _ALIKE
    nickname = None
    for typed, name in pairs:
        how = similar[typed].get(name, Agreement.SAME)
        order += _HOW[how]
        if how in _REASONS:
            reasons.append(_REASONS[how])
        if how is Agreement.NICKNAME:
            nickname = _nickname(typed.replace(" ", ""), name)
    return order, reasons, nickname


def _beside(asked: Words, met: Met) -> tuple[int, str]:
    """Say how what was typed beside the name, or the birth date alone, agrees."""
    if asked.birth:
        how = birth_agreement(asked.birth, met.birth) if met.birth else ""
        return _BIRTH_ORDER[how], how if how != "birth_date" else ""
    if asked.four and asked.names:
        is_year = asked.year is not None and met.birth is not None and met.birth.year == asked.year
        return 0, "birth_year" if is_year else "last_four"
    return 0, ""


@cache
def _nickname(typed: str, name: str) -> tuple[str, str]:
    """Give what somebody is called and the full name that it stands for: bob and bobby are robert."""
    shared = full_names_of(typed) & full_names_of(name)
    full = name if name in shared else typed if typed in shared else min(shared, default="")
    return (typed if full == name else name).title(), full.title()


def _together(asked: Words) -> set[str]:
    """Give the names as they stand in a record when they were typed whole, in either order."""
    names = asked.names
    return {"".join((*names[cut:], *names[:cut])) for cut in range(len(names))}
