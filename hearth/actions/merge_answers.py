"""The answers of two records of one person, side by side: which differ, which record is the fuller one."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from hearth.access.kept_elsewhere import kept_elsewhere
from hearth.hud.standard import snake_case, standard
from hearth.records import guard
from hearth.records.models import Client, Enrollment

# Columns that are one answer: they are taken from one record together.
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "name": (
        "first_name",
        "middle_name",
        "last_name",
        "name_suffix",
        "name_data_quality",
        "first_name_plain",
        "last_name_plain",
        "is_unnamed",
    ),
    "dob": ("dob", "dob_data_quality"),
    "ssn": ("ssn_encrypted", "ssn_digest", "ssn_last_four_digest", "ssn_data_quality"),
    "race": (
        *(snake_case(column) for column in standard().facts["race_columns"]),
        "race_none",
        "additional_race_ethnicity",
    ),
    "military": (
        "veteran_status",
        "year_entered_service",
        "year_separated",
        "world_war_ii",
        "korean_war",
        "vietnam_war",
        "desert_storm",
        "afghanistan_oef",
        "iraq_oif",
        "iraq_ond",
        "other_theater",
        "military_branch",
        "discharge_status",
    ),
    "met": ("met_where", "met_on"),
}
# What a record is called and by whom it was entered: never taken over from another one.
OWN: Final = frozenset(
    {
        "id",
        "source",
        "hud_id",
        "change",
        "unique_identifier",
        "organization",
        "is_private",
        "is_consent_refused",
        "date_created",
        "date_updated",
        "date_deleted",
        "user",
    }
)
# What says of an answer that it is there in full.
_QUALITY: Final = {"name": "name_data_quality", "dob": "dob_data_quality", "ssn": "ssn_data_quality"}
_FULL: Final = 1
_NO_ANSWER: Final = (None, "", 8, 9, 99)


@dataclass(frozen=True, slots=True)
class Standing:
    """How full a record is: answers given in full, and enrollments."""

    is_kept_here: bool
    answered: int
    enrollments: int


def groups() -> dict[str, tuple[str, ...]]:
    """Give the columns of each answer that can be chosen. A column without a group of its own is one by itself."""
    grouped = {column for columns in GROUPS.values() for column in columns}
    single = [
        field.name
        for field in Client._meta.concrete_fields
        if field.name not in grouped and field.name not in OWN
    ]
    return GROUPS | {name: (name,) for name in single}


def differing(one: Client, other: Client) -> list[str]:
    """Give the answers that the two records do not share."""
    return [group for group in groups() if _seen(group, one) != _seen(group, other)]


def standing(clients: Collection[Client]) -> dict[Any, Standing]:
    """Say of each client how full the record is. Two queries."""
    rows = guard.everything(Enrollment, "which record of one person is the fuller one")
    enrolled = list(
        rows.filter(client__in=[one.pk for one in clients], date_deleted=None).values_list(
            "client_id", flat=True
        )
    )
    elsewhere = kept_elsewhere(one.source_id for one in clients)
    return {
        one.pk: Standing(one.source_id not in elsewhere, _answered(one), enrolled.count(one.pk))
        for one in clients
    }


def dominant(one: Client, other: Client) -> Client:
    """Give the record to keep: one that can be edited here, then the fuller one, then the one with more enrollments."""
    found = standing([one, other])
    ranks = {
        client.pk: (found[client.pk].is_kept_here, found[client.pk].answered, found[client.pk].enrollments)
        for client in (one, other)
    }
    return other if ranks[other.pk] > ranks[one.pk] else one


def fuller(group: str, one: Client, other: Client) -> Client:
    """Give the record whose answer is worth more: one that is there in full, else one that is there; else the first."""
    return max((one, other), key=lambda client: _worth(group, client))


def _answered(client: Client) -> int:
    return sum(_worth(group, client) == 2 for group in groups())


def _worth(group: str, client: Client) -> int:
    """Give 2 for an answer in full, 1 for one in part, 0 for none."""
    columns = groups()[group]
    quality = _QUALITY.get(group)
    if quality is not None:
        return 0 if not getattr(client, columns[0]) else 2 if getattr(client, quality) == _FULL else 1
    if group == "race":
        return 2 if any(getattr(client, column) == 1 for column in columns) else 0
    return 2 if getattr(client, columns[0]) not in _NO_ANSWER else 0


def _seen(group: str, client: Client) -> tuple[Any, ...]:
    """Give what two records are compared by. The cipher of one number differs each time, its digests do not."""
    columns = groups()[group]
    if group == "ssn":
        digests = columns[1:3] if client.ssn_last_four_digest else columns[:1]
        columns = (*digests, columns[3])
    return tuple(_plain(getattr(client, column)) for column in columns)


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else None if value == "" or value is False else value
