"""What a client's profile says, checked: the answers with the qualities that follow, other names, local questions."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from hearth.access.viewer import Viewer
from hearth.actions.refusal import NotDone, Problem
from hearth.hud.standard import snake_case, standard
from hearth.records import clock, guard
from hearth.records import ssn as ssns
from hearth.records.encryption import current_key
from hearth.records.models import Client, ClientAlias, LocalAnswer
from hearth.records.names import plain
from hearth.records.write import current
from hearth.rules.client import birth_date_is_possible, quality_follows, ssn_is_possible
from hearth.rules.facts import Broken

_RACES = tuple(snake_case(column) for column in standard().facts["race_columns"])
_NO_ANSWER = (8, 9, 99)


@dataclass(frozen=True, slots=True)
class OtherName:
    """A further name as it was typed. `id` is that of a name on file; both parts empty take it out."""

    kind: str
    first_name: str = ""
    last_name: str = ""
    id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What was said. `answers` are columns of Client (3.01 to 3.07, 4.21) that were asked, `ssn` in the clear.

    `local` are answers to local questions by (element, column). `odd_ssn_is_right` says that the person stands by a
    number that was never issued.
    """

    answers: Mapping[str, Any]
    pronouns: str = ""
    other_names: Sequence[OtherName] = ()
    local: Mapping[tuple[str, str], Any] = field(default_factory=dict)
    odd_ssn_is_right: bool = False


def fitted(profile: Profile) -> dict[str, Any]:
    """Give the answers with what follows from them: qualities, and a no for each race that was not ticked."""
    answers = dict(profile.answers)
    answers["name_data_quality"] = quality_follows.name_quality(
        answers.get("first_name"), answers.get("last_name"), answers.get("name_data_quality")
    )
    answers["ssn"], answers["ssn_data_quality"] = quality_follows.ssn_and_quality(
        answers.get("ssn") or None, answers.get("ssn_data_quality")
    )
    answers["dob_data_quality"] = quality_follows.birth_date_quality(
        answers.get("dob"), answers.get("dob_data_quality")
    )
    if any(answers.get(race) == 1 for race in _RACES) or answers.get("race_none") is not None:
        answers.update({race: 1 if answers.get(race) == 1 else 0 for race in _RACES})
    return answers


def stop_if_impossible(
    viewer: Viewer, profile: Profile, answers: Mapping[str, Any], *, has_ssn: bool = False
) -> None:
    """Raise NotDone, each problem naming its column in `rule` after a colon, for answers that cannot be kept.

    `has_ssn` says that a number is on file, which a blank leaves there.
    """
    told = dict(answers)
    if has_ssn and not told["ssn"] and told["ssn_data_quality"] not in _NO_ANSWER:
        told["ssn"] = "on file"
    broken: list[tuple[str, Broken]] = list(quality_follows.broken(told).items())
    broken += [("dob", one) for one in birth_date_is_possible.broken(answers.get("dob"), viewer.today)]
    if not profile.odd_ssn_is_right:
        broken += [("ssn", one) for one in ssn_is_possible.broken(answers["ssn"])]
    if broken:
        raise NotDone(Problem(_(one.text) % one.values, f"{one.rule}:{column}") for column, one in broken)


def write_answers(client: Client, answers: Mapping[str, Any], organization_id: uuid.UUID) -> list[str]:
    """Put the answers into the client's columns, and give the names of those that differ now.

    A blank SSN leaves the number on file, unless its quality says that there is none.
    """
    columns = {name: value for name, value in answers.items() if name != "ssn"}
    for name in ("first_name", "last_name"):
        if name in answers:
            columns[f"{name}_plain"] = plain(answers[name])
    if "ssn" in answers and _is_new_number(client, answers["ssn"], answers["ssn_data_quality"]):
        columns |= ssns.stored(answers["ssn"], current_key(organization_id)).columns()
    changed = [name for name, value in columns.items() if getattr(client, name) != value]
    for name in changed:
        setattr(client, name, columns[name])
    return changed


def _is_new_number(client: Client, ssn: str | None, quality: int | None) -> bool:
    if not ssn and quality not in _NO_ANSWER:
        return False
    return ssn != (ssns.clear(client.ssn_encrypted) or None)


def keep_other_names(viewer: Viewer, client: Client, names: Sequence[OtherName]) -> bool:
    """Store what differs of the client's other names, and say whether anything did. Only inside a change.

    A name on file that the viewer does not see is left as it is.
    """
    on_file = {one.pk: one for one in viewer.rows(ClientAlias).filter(client=client)}
    did = False
    for name in names:
        first, last = name.first_name.strip(), name.last_name.strip()
        row = on_file.get(name.id) if name.id else None
        if row is None:
            if (first or last) and not _has(on_file.values(), name.kind, first, last):
                did = True
                _add_name(viewer, client, name.kind, first, last)
            continue
        did = _change_name(row, name.kind, first, last) or did
    return did


def _has(rows: Any, kind: str, first: str, last: str) -> bool:
    return any((one.kind, one.first_name, one.last_name) == (kind, first, last) for one in rows)


def _add_name(viewer: Viewer, client: Client, kind: str, first: str, last: str) -> None:
    ClientAlias.objects.create(
        client=client,
        kind=kind,
        first_name=first,
        last_name=last,
        first_name_plain=plain(first),
        last_name_plain=plain(last),
        organization=viewer.organization,
        change=current(),
    )


def _change_name(row: ClientAlias, kind: str, first: str, last: str) -> bool:
    if not first and not last:
        row.date_deleted = clock.instant()
        row.save(update_fields=["date_deleted"])
        return True
    if (row.kind, row.first_name, row.last_name) == (kind, first, last):
        return False
    row.kind, row.first_name, row.last_name = kind, first, last
    row.first_name_plain, row.last_name_plain = plain(first), plain(last)
    row.save(update_fields=["kind", "first_name", "last_name", "first_name_plain", "last_name_plain"])
    return True


def keep_local_answers(
    viewer: Viewer,
    client: Client,
    answers: Mapping[tuple[str, str], Any],
    *,
    enrollment: Any = None,
    **of: Any,
) -> bool:
    """Store what differs of the answers to local questions, and say whether anything did. Only inside a change.

    Without an enrollment they are the profile's; with one, `of` has its `information_date` and
    `data_collection_stage`.
    """
    rows = viewer.rows(LocalAnswer).filter(client=client, enrollment=enrollment, **of)
    on_file = {(row.element, row.column): row for row in rows.order_by("pk")}
    did = False
    for (element, column), value in answers.items():
        row = on_file.get((element, column))
        if row is None and value is not None:
            LocalAnswer.objects.create(
                client=client,
                enrollment=enrollment,
                element=element,
                column=column,
                value=value,
                organization=viewer.organization,
                change=current(),
                **of,
            )
        elif row is not None and row.value != value:
            row.value = value
            row.save(update_fields=["value"])
        else:
            continue
        did = True
    return did


def lock(client: Client) -> Client:
    """Give the client's row as it is now, locked, so that two who edit it go one after the other."""
    rows = guard.everything(Client, "lock the profile while it is changed")
    return rows.select_for_update().get(pk=client.pk)
