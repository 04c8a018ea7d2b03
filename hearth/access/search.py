"""Find clients for a viewer: by name, part of a name, SSN or its last four, birth date, identifier."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from hearth.access.log import log_reading
from hearth.access.viewer import Viewer
from hearth.records import ssn
from hearth.records.models import Client, FormerPersonalID
from hearth.records.names import plain

SHOWN_AT_MOST = 25
_SSN_FORMS = re.compile(r"\d{3}-?\d{2}-?\d{4}")
_DATE_FORMS = (
    "%m/%d/%Y",
    "%m-%d-%Y",
    "%Y-%m-%d",
    "%m.%d.%Y",
    "%d %b %Y",
    "%d %B %Y",
    "%b %d %Y",
    "%B %d %Y",
    "%m/%d/%y",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a search gave: the first clients, whether there are more, and how the words were read."""

    clients: list[Client]
    has_more: bool
    read_as: str


def find(viewer: Viewer, words: str) -> Finding:
    """Find the clients that the viewer sees and the words mean.

    Four digits are the end of an SSN; nine are all of it; a date is a birth date; two words are the beginnings
    of two names in either order (`San Cla`), one word of any name, or an identifier.
    """
    words = " ".join(words.split())
    condition, read_as, kind = _meaning(words)
    if condition is None:
        return Finding([], has_more=False, read_as="")
    rows = viewer.clients.filter(condition).order_by("last_name_plain", "first_name_plain", "dob", "id")
    found = list(rows[: SHOWN_AT_MOST + 1])
    log_reading(viewer, "search", detail=kind, words=words, how_many=len(found))
    return Finding(found[:SHOWN_AT_MOST], has_more=len(found) > SHOWN_AT_MOST, read_as=read_as)


def _meaning(words: str) -> tuple[Q | None, str, str]:
    """Give what the words mean, how that is said on the page, and how it is called in the log."""
    if not words:
        return None, "", ""
    if re.fullmatch(r"\d{4}", words):
        return (
            Q(ssn_last_four_digest__in=ssn.last_four_digests(words)),
            _("last four digits of the SSN"),
            "ssn_last_four",
        )
    if _SSN_FORMS.fullmatch(words):
        return Q(ssn_digest__in=ssn.whole_digests(ssn.normal(words))), _("SSN"), "ssn"
    birth_date = birth_date_of(words)
    if birth_date is not None:
        return Q(dob=birth_date), _("birth date"), "birth_date"
    return _names(words) | _identifiers(words), _("name or identifier"), "name"


def birth_date_of(words: str) -> date | None:
    """Read a birth date in the usual forms, or give None. Two-digit years never lie in the future."""
    tidy = words.replace(",", " ").replace("  ", " ").strip()
    for form in _DATE_FORMS:
        try:
            read = datetime.strptime(tidy, form).date()
        except ValueError:
            continue
        return read.replace(year=read.year - 100) if read > date.today() else read
    return None


def _identifiers(words: str) -> Q:
    if " " in words:
        return Q(pk=None)
    # Looked up first: a subquery beside the names would keep PostgreSQL from using their indexes.
    former = list(
        FormerPersonalID.objects.filter(hud_id=words).values_list("client_id", flat=True)[:SHOWN_AT_MOST]
    )
    return Q(unique_identifier=words.upper()) | Q(hud_id=words) | Q(pk__in=former)


def _names(words: str) -> Q:
    """Read the words as beginnings of a first and a last name, wherever the one ends and the other begins."""
    parts = [part for part in (plain(word) for word in re.split(r"[,\s]+", words)) if part]
    whole = "".join(parts)
    if not whole:
        return Q(pk=None)
    condition = Q(first_name_plain__startswith=whole) | Q(last_name_plain__startswith=whole)
    for cut in range(1, len(parts)):
        one, other = "".join(parts[:cut]), "".join(parts[cut:])
        condition |= Q(first_name_plain__startswith=one, last_name_plain__startswith=other)
        condition |= Q(first_name_plain__startswith=other, last_name_plain__startswith=one)
    return condition
