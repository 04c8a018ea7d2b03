"""What the information bar says of sharing: what the client's releases of information amount to today."""

import uuid
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Case, Value, When
from django.utils.dateparse import parse_date

from hearth.access.standing import Standing
from hearth.access.viewer import Viewer
from hearth.access.visibility_release import in_force
from hearth.records import guard
from hearth.records.models import ReleaseOfInformation
from hearth.records.models.release import HMIS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet


class Answer(StrEnum):
    """What holds today."""

    IN_FORCE = "in_force"
    REFUSED = "refused"
    ENDED = "ended"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class ConsentNow:
    """The answer that holds; `ends_on` is the last day of the release in force, or of the one that ended.

    `given_for_minor`: what ended was a guardian's release, or a minor's own, which no renewal can follow at 18.
    """

    answer: Answer
    ends_on: date | None
    given_for_minor: bool = False


# What `consent_now` needs of each release.
CONSENT_FIELDS = {
    "holds": "holds",
    "permission": "permission",
    "withdrawn_at": "withdrawn_at",
    "starts_on": "starts_on",
    "ends_on": "ends_on",
    "made_at": "change__made_at",
    "kind": "kind",
    "signed_as_minor": "signed_as_minor",
}


def release_rows(viewer: "Viewer | Standing", client: Any) -> "QuerySet[ReleaseOfInformation]":
    """Give the client's releases, each with `holds`: whether it is in force. The client is one that the viewer sees."""
    # Who sees a client sees what they released (visibility.py), and this viewer was given the client.
    rows = guard.everything(ReleaseOfInformation, "what the client in hand released").filter(
        client=client, networks__contains=[HMIS]
    )
    holds = Case(When(in_force(viewer), then=Value(True)), default=Value(False), output_field=BooleanField())
    return rows.annotate(holds=holds)


def consents_now(viewer: Viewer, client_ids: "Iterable[uuid.UUID]") -> "dict[uuid.UUID, ConsentNow]":
    """Say for each of several clients, whom the viewer sees, what their releases amount to today. One query."""
    found: dict[uuid.UUID, list[dict[str, Any]]] = {one: [] for one in client_ids}
    rows = guard.everything(ReleaseOfInformation, "what the clients in hand released").filter(
        client__in=list(found), networks__contains=[HMIS]
    )
    holds = Case(When(in_force(viewer), then=Value(True)), default=Value(False), output_field=BooleanField())
    needed = [column for name, column in CONSENT_FIELDS.items() if name != "holds"]
    for row in rows.annotate(holds=holds).values("client_id", "holds", *needed):
        ends_on = row["ends_on"].isoformat() if row["ends_on"] else None
        found[row["client_id"]].append({**row, "made_at": row["change__made_at"], "ends_on": ends_on})
    return {client_id: consent_now(told) for client_id, told in found.items()}


def consent_now(rows: "Iterable[Mapping[str, Any]]") -> ConsentNow:
    """Say what releases, given as the CONSENT_FIELDS of each in JSON, amount to today."""
    found = sorted(rows, key=lambda row: (row["starts_on"], row["made_at"]), reverse=True)
    holding = [row["ends_on"] for row in found if row["holds"]]
    if holding:
        return ConsentNow(Answer.IN_FORCE, None if None in holding else parse_date(max(holding)))
    if not found:
        return ConsentNow(Answer.NOT_ASKED, None)
    latest = found[0]
    if not latest["permission"] or latest["withdrawn_at"] is not None:
        return ConsentNow(Answer.REFUSED, None)
    given_for_minor = latest["kind"] == ReleaseOfInformation.Kind.HOUSEHOLD or latest["signed_as_minor"]
    return ConsentNow(Answer.ENDED, parse_date(latest["ends_on"] or ""), given_for_minor)
