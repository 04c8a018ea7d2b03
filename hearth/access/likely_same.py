"""Clients who are likely the same person as one who is being entered, or as one who is here.

The matcher of "Add a client" and of duplicates. What the viewer does not see is answered with one yes and without any
data, under the same rule as in search (ADR 0113): only to who knows the person well enough, and not where the CoC
switched it off.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hearth.access.hidden_records import HINT
from hearth.access.viewer import Viewer
from hearth.records import guard, ssn
from hearth.records.client_lookup import Lookup, similar_names
from hearth.records.database.planned_once import planned_each_time
from hearth.records.models import Client, ClientAlias
from hearth.records.names import plain, plain_words
from hearth.records.setting import settings_at
from hearth.rules.client.likeness import SHOWN, STOPS, Likeness, PersonFacts, PersonName, likeness
from hearth.rules.client.name_likeness import whole

if TYPE_CHECKING:
    from django.db.models import QuerySet

_LOOKED_AT = 300
_FULL_QUALITY = 1
_NAME_REASONS = {"name", "nickname", "typo", "sound", "swapped_names"}
_PARTIAL = {"part_of_name", "beginning", "initial"}
_UNSEEN = "who is likely the same person as a client"


@dataclass(frozen=True, slots=True)
class Likely:
    """A client who is likely the same person. `client` None: there is one whom the viewer does not see."""

    client: Client | None
    score: float = 0.0
    # Keys of hearth/rules/client/likeness.py; hearth/access/reasons.py says them in words.
    reasons: tuple[str, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether a worker is stopped by it and has to give a reason to go on."""
        return self.score >= STOPS


@planned_each_time()
def likely_same(
    viewer: Viewer, candidate: PersonFacts, limit: int = 5, *, apart_from: Iterable[uuid.UUID] = ()
) -> list[Likely]:
    """Give the clients who are likely the candidate, the likeliest first; a hidden one last, without data.

    `apart_from` are clients who are known not to be meant: the candidate itself, or one already told apart.
    """
    scores = scored(candidate, apart_from)
    seen = viewer.clients.in_bulk([client_id for client_id, _found in scores[:_LOOKED_AT]])
    shown = [
        Likely(seen[client_id], found.score, found.reasons)
        for client_id, found in scores
        if client_id in seen
    ]
    is_hidden = any(client_id not in seen and _is_known_well(found) for client_id, found in scores)
    found = shown[:limit]
    if is_hidden and settings_at([HINT], organization_id=viewer.organization.id)[HINT]:
        found.append(Likely(None))
    return found


def scored(candidate: PersonFacts, apart_from: Iterable[uuid.UUID] = ()) -> list[tuple[uuid.UUID, Likeness]]:
    """Give all clients who are likely the candidate, seen or not, with score and reasons, the likeliest first."""
    if candidate.is_unnamed:
        return []
    met = {one.client_id for one in _lookup(candidate).run()}.difference(apart_from)
    compared = [(client_id, likeness(candidate, facts)) for client_id, facts in facts_of_ids(met).items()]
    worth = [(client_id, found) for client_id, found in compared if found.score >= SHOWN]
    return sorted(worth, key=lambda each: (-each[1].score, each[0]))


def facts_typed(
    *,
    first_name: str = "",
    last_name: str = "",
    middle_name: str = "",
    name_suffix: str = "",
    birth: date | None = None,
    birth_is_exact: bool = True,
    ssn_digits: str = "",
    sex: int | None = None,
    is_unnamed: bool = False,
    aliases: Iterable[tuple[str, str]] = (),
) -> PersonFacts:
    """Give the facts of somebody who is being typed in. `ssn_digits` is a whole number or its last four digits."""
    number = ssn.normal(ssn_digits)
    is_whole = len(number) == 9 and number.isdigit()
    last_four = number[-4:] if len(number) == 9 and number[-4:].isdigit() else ""
    return PersonFacts(
        names=_names([(first_name, last_name), *aliases]),
        middle=plain(middle_name),
        suffix=name_suffix,
        birth=birth,
        birth_is_exact=birth_is_exact,
        ssn=ssn.whole_digest(number) if is_whole else None,
        last_four=ssn.last_four_digest(last_four) if last_four else None,
        sex=sex,
        is_unnamed=is_unnamed,
    )


def facts_of(client: Client, aliases: Iterable[tuple[str, str]] = ()) -> PersonFacts:
    """Give the facts of a client who is here."""
    return PersonFacts(
        names=_names([(client.first_name or "", client.last_name or ""), *aliases]),
        middle=plain(client.middle_name),
        suffix=client.name_suffix or "",
        birth=client.dob,
        birth_is_exact=client.dob_data_quality == _FULL_QUALITY,
        ssn=_bytes(client.ssn_digest),
        last_four=_bytes(client.ssn_last_four_digest),
        sex=client.sex,
        is_unnamed=client.is_unnamed or client.is_consent_refused,
    )


def facts_of_ids(client_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, PersonFacts]:
    """Give the facts of clients, seen or not, with all their names."""
    ids = list(client_ids)
    aliases: dict[uuid.UUID, list[tuple[str, str]]] = {}
    rows = guard.everything(ClientAlias, _UNSEEN).filter(client__in=ids, date_deleted=None)
    for client_id, first, last in rows.values_list("client_id", "first_name", "last_name"):
        aliases.setdefault(client_id, []).append((first, last))
    clients: QuerySet[Client] = guard.everything(Client, _UNSEEN).filter(pk__in=ids)
    clients = clients.only(
        "first_name",
        "middle_name",
        "last_name",
        "name_suffix",
        "dob",
        "dob_data_quality",
        "ssn_digest",
        "ssn_last_four_digest",
        "sex",
        "is_unnamed",
        "is_consent_refused",
    )
    return {client.pk: facts_of(client, aliases.get(client.pk, ())) for client in clients}


def _is_known_well(found: Likeness) -> bool:
    """Say whether so much was known that a yes tells nothing new: a whole SSN, or a whole name and what goes with it.

    A first letter is no name: nobody shall find out letter by letter who is here.
    """
    reasons = set(found.reasons)
    named = not _NAME_REASONS.isdisjoint(reasons) and _PARTIAL.isdisjoint(reasons)
    return found.score >= STOPS and (named or "ssn" in reasons)


def _names(names: Iterable[tuple[str, str]]) -> tuple[PersonName, ...]:
    both = (PersonName(plain_words(first), plain_words(last)) for first, last in names)
    return tuple(name for name in both if name.first or name.last)


def _lookup(candidate: PersonFacts) -> Lookup:
    """Ask for whoever shares enough with the candidate to be worth comparing."""
    lookup = Lookup(_LOOKED_AT)
    if candidate.ssn:
        lookup.by_client("ssn", "n.ssn_digest = %s", [candidate.ssn])
    if candidate.last_four:
        lookup.by_client("last_four", "n.ssn_last_four_digest = %s", [candidate.last_four])
    if candidate.birth:
        lookup.by_client("birth", "n.dob = any(%s)", [[candidate.birth, *_swapped(candidate.birth)]])
    parts = {part for name in candidate.names for part in (name.first, name.last) if part}
    similar = {part: [*names, whole(part)] for part, names in similar_names(parts).items()}
    for name in candidate.names:
        if name.first and name.last:
            both = [similar[name.first], similar[name.last]]
            condition = "n.first_name_plain = any(%s) and n.last_name_plain = any(%s)"
            lookup.by_name("names", condition, both)
            lookup.by_name("swapped", condition, both[::-1])
    return lookup


def _swapped(born: date) -> list[date]:
    return [born.replace(month=born.day, day=born.month)] if born.day <= 12 else []


def _bytes(value: bytes | memoryview | None) -> bytes | None:
    return bytes(value) if value is not None else None
