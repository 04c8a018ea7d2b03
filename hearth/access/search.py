"""Find clients for a viewer by whatever the worker has, the likeliest first, each with the reason it was found.

First what begins as was typed; where that leaves room, names written otherwise (typos, sounds, nicknames). Who is met
is looked up past the viewer by narrow indexes and then asked of the viewer: nobody else is shown, counted or loaded.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from django.db.models import Q
from django.utils.translation import gettext as _

from hearth.access.former_identifiers import clients_formerly
from hearth.access.log import log_reading
from hearth.access.search_rank import Rank, ranked
from hearth.access.search_words import Words, birth_date_of, may_be_ssn, read
from hearth.access.viewer import Viewer
from hearth.records import ssn
from hearth.records.client_lookup import Lookup, Met, similar_names
from hearth.records.database.planned_once import planned_each_time
from hearth.records.models import Client
from hearth.records.names import is_identifier
from hearth.rules.client.name_likeness import Agreement

__all__ = [
    "SHOWN_AT_MOST",
    "Finding",
    "Found",
    "birth_date_of",
    "find",
    "is_identifier",
    "may_be_ssn",
    "meant",
]

SHOWN_AT_MOST = 25
# Of so many that one way of reading the words met, the rest is told by "there are more".
_MET_AT_MOST = 200
_ASKED_FIRST = 200
# A name by its first letter alone means everybody.
_LETTERS_AT_LEAST = 2
_CUTS_AT_MOST = 4
_OF_A_WHOLE = (Agreement.SAME, Agreement.TYPO, Agreement.SOUND)


@dataclass(frozen=True, slots=True)
class Found:
    """A client whom the words mean, and why: keys of hearth/access/reasons.py; none where it is plain to see."""

    client: Client
    reasons: tuple[str, ...] = ()
    # What the client is called, and the name that it stands for.
    nickname: tuple[str, str] | None = None
    # The words mean this client beyond doubt (search_rank.py).
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What a search gave: the first clients, whether there are more, and how the words were read."""

    found: list[Found] = field(default_factory=list)
    has_more: bool = False
    # How many there are in all; None where nobody counted because there are many.
    total: int | None = None
    read_as: str = ""
    is_too_short: bool = False

    @property
    def is_one(self) -> bool:
        """Tell whether one client was found and no other."""
        return len(self.found) == 1 and not self.has_more

    @property
    def clients(self) -> list[Client]:
        return [one.client for one in self.found]


def find(viewer: Viewer, words: str) -> Finding:
    """Find the clients that the viewer sees and the words mean, and log that somebody searched.

    Four digits are the end of an SSN; nine are all of it; a date is a birth date; two words are the beginnings of two
    names in either order (`San Cla`), one word of any name, or an identifier. A date, a year or four digits beside a
    name narrow it.
    """
    asked = read(words)
    finding = search(viewer, asked)
    if finding.read_as:
        log_reading(viewer, "search", detail=asked.kind, words=words, how_many=len(finding.found))
    return finding


@planned_each_time()
def search(viewer: Viewer, asked: Words) -> Finding:
    """Find clients by words that were read. Logs nothing."""
    if asked == Words():
        return Finding()
    if asked.names and len("".join(asked.names)) < _LETTERS_AT_LEAST and not (asked.birth or asked.four):
        return Finding(is_too_short=True)
    ranks, is_cut = meant(asked)
    finding = _shown(viewer, ranks, is_cut=is_cut, read_as=_read_as(asked))
    if is_cut and len(finding.found) < SHOWN_AT_MOST and asked.names:
        return _among_the_seen(viewer, asked, finding)
    return finding


def meant(asked: Words) -> tuple[dict[uuid.UUID, Rank], bool]:
    """Give whom the words mean, seen or not, the likeliest first, and whether there were too many to look at all.

    Nothing of it may be shown before the viewer was asked.
    """
    if asked.ssn:
        return _run(asked, _by_number(asked), {})
    if not asked.names:
        return _run(asked, _by_birth(asked) if asked.birth else _by_number(asked), {})
    ranks, is_cut = _run(asked, _beginning(asked, _narrowed(asked)), {})
    if len(ranks) < SHOWN_AT_MOST:
        parts = {part for cut in _cuts(asked.names) for part in cut} | {asked.names}
        similar = similar_names(" ".join(part) for part in parts)
        alike, was_cut = _run(asked, _written_otherwise(asked, similar, _narrowed(asked)), similar)
        # Dictionaries keep the order of what was met first, unless the other way of reading ranks higher.
        ranks = dict(sorted({**alike, **ranks}.items(), key=lambda each: each[1].order))
        is_cut = is_cut or was_cut
    if not ranks and (asked.birth or asked.four):
        # Perhaps another birth date stands there: the name alone, and the reason says so.
        lookup = _beginning(asked, ("true", []))
        ranks, is_cut = _run(asked, lookup, {})
        ranks = {client_id: rank.with_reason("other_date") for client_id, rank in ranks.items()}
    return ranks, is_cut


def _run(
    asked: Words, lookup: Lookup, similar: dict[str, dict[str, Agreement]]
) -> tuple[dict[uuid.UUID, Rank], bool]:
    met = lookup.run()
    return ranked(asked, met, similar), _is_cut(met)


def _is_cut(met: list[Met]) -> bool:
    times: dict[tuple[str, bool], int] = {}
    for one in met:
        branch = (one.branch, bool(one.alias))
        times[branch] = times.get(branch, 0) + 1
    return any(count >= _MET_AT_MOST for count in times.values())


def _by_number(asked: Words) -> Lookup:
    lookup = Lookup(_MET_AT_MOST)
    if asked.ssn:
        lookup.by_client("ssn", "n.ssn_digest = any(%s)", [ssn.whole_digests(asked.ssn)])
    if asked.four:
        digests = ssn.last_four_digests(asked.four)
        lookup.by_client("last_four", "n.ssn_last_four_digest = any(%s)", [digests])
    _add_identifier(lookup, asked.ssn or asked.identifier)
    return lookup


def _by_birth(asked: Words) -> Lookup:
    lookup = Lookup(_MET_AT_MOST)
    lookup.by_client("birth", "n.dob = any(%s)", [_births(asked.birth)])
    return lookup


def _beginning(asked: Words, narrowed_by: tuple[str, list[object]]) -> Lookup:
    """Ask for names that begin as was typed, in either order, and for identifiers."""
    lookup = Lookup(_MET_AT_MOST, narrowed_by)
    together = "".join(asked.names)
    for column in ("first", "last"):
        lookup.by_name(f"whole {column}", f"n.{column}_name_plain = %s", [together])
        lookup.by_name(f"begins {column}", f"n.{column}_name_plain like %s", [f"{together}%"])
    for number, (one, other) in enumerate(_cuts(asked.names)):
        both = ["".join(one) + "%", "".join(other) + "%"]
        condition = "n.first_name_plain like %s and n.last_name_plain like %s"
        lookup.by_name(f"begin {number}", condition, both)
        lookup.by_name(f"turned {number}", condition, both[::-1])
    _add_identifier(lookup, asked.identifier)
    return lookup


def _written_otherwise(
    asked: Words, similar: dict[str, dict[str, Agreement]], narrowed_by: tuple[str, list[object]]
) -> Lookup:
    """Ask for names that are like what was typed: both of them, in either order; of one word either name."""
    lookup = Lookup(_MET_AT_MOST, narrowed_by)
    for number, (one, other) in enumerate(_cuts(asked.names)):
        like, other_like = ([*similar.get(" ".join(part), {})] for part in (one, other))
        if like and other_like:
            condition = "n.first_name_plain = any(%s) and n.last_name_plain = any(%s)"
            lookup.by_name(f"alike {number}", condition, [like, other_like])
            lookup.by_name(f"alike turned {number}", condition, [other_like, like])
    whole = similar.get(" ".join(asked.names), {})
    if len(asked.names) > 1:
        # Two words may be one name; a part of them is none, or every Maria were found by Maria and anything.
        whole = {name: how for name, how in whole.items() if how in _OF_A_WHOLE}
    for column in ("first", "last") if whole else ():
        lookup.by_name(f"alike {column}", f"n.{column}_name_plain = any(%s)", [[*whole]])
    return lookup


def _cuts(names: tuple[str, ...]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Give the ways to read words as two names, the most usual first."""
    # Rather a first name of one word and the rest (María García López), then the other ways.
    return [(names[:cut], names[cut:]) for cut in islice(range(1, len(names)), _CUTS_AT_MOST)]


def _narrowed(asked: Words) -> tuple[str, list[object]]:
    """Give the condition that what stands beside a name makes: a birth date, or four digits of either meaning."""
    if asked.birth:
        return "client.dob = any(%s)", [_births(asked.birth, digits_off=True)]
    if not asked.four:
        return "true", []
    digests = ssn.last_four_digests(asked.four)
    if asked.year is None:
        return "client.ssn_last_four_digest = any(%s)", [digests]
    year = [date(asked.year, 1, 1), date(asked.year, 12, 31)]
    return "client.dob between %s and %s or client.ssn_last_four_digest = any(%s)", [*year, digests]


def _births(born: date | None, *, digits_off: bool = False) -> list[date]:
    """Give a birth date and those that are mistaken for it: day and month swapped, and one digit off."""
    if born is None:
        return []
    found = [born]
    if born.day <= 12:
        found.append(born.replace(month=born.day, day=born.month))
    text = f"{born:%Y%m%d}"
    for place in range(2, len(text)) if digits_off else ():
        for digit in "0123456789":
            changed = text[:place] + digit + text[place + 1 :]
            try:
                found.append(date(int(changed[:4]), int(changed[4:6]), int(changed[6:])))
            except ValueError:
                continue
    return found


def _add_identifier(lookup: Lookup, identifier: str) -> None:
    if not identifier:
        return
    lookup.by_client("identifier", "n.unique_identifier = %s", [identifier.upper()])
    # All sources are named, so that the index of a source's keys is used.
    condition = "n.hud_id = %s and n.source_id = any(array(select id from records_source))"
    lookup.by_client("identifier", condition, [identifier])
    if former := clients_formerly(identifier):
        lookup.by_client("former", "n.id = any(%s)", [former])


def _shown(viewer: Viewer, ranks: dict[uuid.UUID, Rank], *, is_cut: bool, read_as: str) -> Finding:
    """Ask the viewer for who was met, the likeliest first, until the page is full."""
    found: list[Found] = []
    ids, asked, rows = list(ranks), 0, viewer.clients
    # Most pages are full after the first; the rest is asked for at once, because each asking costs.
    for some in (ids[:_ASKED_FIRST], ids[_ASKED_FIRST:]):
        if not some or len(found) > SHOWN_AT_MOST:
            break
        seen = rows.in_bulk(some)
        found += [
            Found(
                seen[client_id],
                ranks[client_id].reasons,
                ranks[client_id].nickname,
                ranks[client_id].is_exact,
            )
            for client_id in some
            if client_id in seen
        ]
        asked += len(some)
    is_all = asked >= len(ids) and not is_cut
    return Finding(
        found[:SHOWN_AT_MOST],
        has_more=len(found) > SHOWN_AT_MOST or (not is_all and len(found) >= SHOWN_AT_MOST),
        total=len(found) if is_all else None,
        read_as=read_as,
    )


def _among_the_seen(viewer: Viewer, asked: Words, so_far: Finding) -> Finding:
    """Fill a page up from those that the viewer sees: the words are so wide that others crowded them out."""
    known = {one.client.pk for one in so_far.found}
    found = list(so_far.found)
    together = "".join(asked.names)
    conditions = [Q(last_name_plain__startswith=together), Q(first_name_plain__startswith=together)]
    for one, other in _cuts(asked.names):
        first, last = "".join(one), "".join(other)
        conditions.append(Q(first_name_plain__startswith=first, last_name_plain__startswith=last))
        conditions.append(Q(first_name_plain__startswith=last, last_name_plain__startswith=first))
    every = viewer.clients.order_by("last_name_plain", "first_name_plain", "id")
    for condition in conditions:
        if len(found) > SHOWN_AT_MOST:
            break
        rows = every.filter(condition)[: SHOWN_AT_MOST + 1]
        more = [client for client in rows if client.pk not in known]
        known.update(client.pk for client in more)
        found += [Found(client) for client in more]
    is_more = len(found) > SHOWN_AT_MOST
    return Finding(found[:SHOWN_AT_MOST], is_more, None if is_more else len(found), so_far.read_as)


def _read_as(asked: Words) -> str:
    if asked.ssn:
        return _("SSN")
    if asked.names and asked.birth:
        return _("name and birth date")
    if asked.names and asked.four:
        return _("name, with a year of birth or the last four digits of the SSN")
    if asked.birth:
        return _("birth date")
    return _("last four digits of the SSN") if asked.four else _("name or identifier")
