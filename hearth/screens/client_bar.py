"""What the information bar of a client says beside name, age, identifier and household.

Each part says what rows it needs and what they say. The rows of all parts come in one query, so a further part costs
a page nothing: add it to PARTS. The SSN is never in the bar.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import IntegerField, QuerySet, Value
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hearth.access.client_photo import photo_rows
from hearth.access.consent_now import CONSENT_FIELDS, Answer, consent_now, release_rows
from hearth.access.family import FAMILY_FIELDS, family_rows
from hearth.access.record_pieces import alert_rows
from hearth.access.standing import CLIENT, KeptRows, Standing
from hearth.access.stays import private_stay_rows
from hearth.access.viewer import Viewer
from hearth.access.visibility_release import eighteenth_birthday
from hearth.screens.client_photo import photo_url

# A release that ends within so many days is said to end.
_ENDS_SOON_DAYS = 60


class Said(NamedTuple):
    """One thing that the bar says, and where it leads.

    `place` is where it stands: "notice" (a line of chips; `kind` is info, success, warning or danger), "after_name"
    (pronouns), "family" (a chip beside the household) or "photo" (only the address counts).
    """

    text: str
    kind: str = "info"
    icon: str = "info-circle"
    url: str = ""
    place: str = "notice"


# One row of a part, as JSON brings it: a date is text (2026-03-12).
Row = Mapping[str, Any]


class Part(NamedTuple):
    """One part: what it says of its rows, the rows of a client, and the name and column of each value it needs.

    The client was given by the viewer. A part of the client's own columns needs no rows. The rows are asked with what
    stands for a client in a query that is kept: nothing may be read of it but who it is.
    """

    says: Callable[[Viewer, Any, list[Row]], Iterable[Said]]
    rows: Callable[[Standing, Any], "QuerySet[Any]"] | None = None
    fields: Mapping[str, str] = {}


def said_of(viewer: Viewer, client: Any) -> dict[str, list[Said]]:
    """Give what all parts say, by its place, in the order of PARTS. One query."""
    rows: dict[int, list[Row]] = {number: [] for number, _part in enumerate(PARTS)}
    for number, row in _ROWS.rows(viewer, client=client.pk):
        rows[number].append(row)
    found: dict[str, list[Said]] = {}
    for number, part in enumerate(PARTS):
        for said in part.says(viewer, client, rows[number]):
            found.setdefault(said.place, []).append(said)
    return found


def _rows(standing: Standing) -> "QuerySet[Any, tuple[int, Row]]":
    first: QuerySet[Any, Any]
    first, *others = [
        part.rows(standing, CLIENT)
        .order_by()
        .annotate(
            bar_part=Value(number, output_field=IntegerField()), bar_row=JSONObject(**dict(part.fields))
        )
        .values_list("bar_part", "bar_row")
        for number, part in enumerate(PARTS)
        if part.rows
    ]
    return first.union(*others, all=True)


_ROWS = KeptRows(_rows)


def consent(viewer: Viewer, client: Any, rows: list[Row]) -> Iterable[Said]:
    """Say whether other agencies may see the record."""
    now, url = consent_now(rows), reverse("release:client", args=[client.pk])
    day = date_format(now.ends_on) if now.ends_on else ""
    if now.answer is Answer.IN_FORCE:
        if now.ends_on and (now.ends_on - viewer.today).days <= _ENDS_SOON_DAYS:
            yield Said(_("Sharing ends on %(day)s") % {"day": day}, "warning", "hourglass-split", url)
        else:
            yield Said(_("Shared"), "success", "shield-check", url)
    elif now.answer is Answer.ENDED and now.given_for_minor and _is_adult(viewer, client):
        yield Said(_("Turned 18: ask for their own release"), "warning", "exclamation-triangle", url)
    elif now.answer is Answer.ENDED:
        text = _("Sharing ended on %(day)s") % {"day": day} if day else _("Sharing ended")
        yield Said(text, "warning", "exclamation-triangle", url)
    elif now.answer is Answer.REFUSED:
        yield Said(_("Not shared: the client said no"), "warning", "eye-slash", url)
    else:
        yield Said(_("Not shared: nobody asked yet"), "warning", "exclamation-triangle", url)


def _is_adult(viewer: Viewer, client: Any) -> bool:
    return client.dob is not None and eighteenth_birthday(client.dob) <= viewer.today


def privacy(viewer: Viewer, client: Any, _rows: list[Row]) -> Iterable[Said]:
    """Say that the record is private, and that the client refused to be named."""
    url = reverse("privacy:client", args=[client.pk])
    own = client.organization_id == viewer.organization.pk
    by_default = client.is_private is None and own and viewer.organization.is_confidential
    if client.is_private or by_default:
        yield Said(_("Private client"), "info", "lock", url)
    if client.is_consent_refused:
        yield Said(_("Refused to be named"), "info", "eye-slash", url)


def private_stay(_viewer: Viewer, client: Any, rows: list[Row]) -> Iterable[Said]:
    """Say that an open enrollment is private. Its program is not named: the bar stands on every page."""
    if rows:
        yield Said(_("Private enrollment"), "info", "lock", reverse("privacy:client", args=[client.pk]))


def own_words(_viewer: Viewer, client: Any, _rows: list[Row]) -> Iterable[Said]:
    """Say the pronouns, and that somebody has no name yet."""
    if client.pronouns:
        yield Said(client.pronouns, place="after_name")
    if client.is_unnamed:
        yield Said(_("No name yet"), "warning", "person", reverse("profile:edit", args=[client.pk]))


def photo(_viewer: Viewer, client: Any, rows: list[Row]) -> Iterable[Said]:
    """Show the face of who has a photo."""
    if rows:
        yield Said("", url=photo_url(client), place="photo")


def family(_viewer: Viewer, client: Any, rows: list[Row]) -> Iterable[Said]:
    """Name the others of the client's families, of those in which the viewer sees the client."""
    seen = {row["family"] for row in rows if row["client"] == str(client.pk)}
    others = {row["client"]: row for row in rows if row["client"] != str(client.pk) and row["family"] in seen}
    for row in sorted(others.values(), key=lambda row: (not row["is_head"], row["name"], row["client"])):
        text = _("%(name)s · head") % {"name": row["name"]} if row["is_head"] else row["name"]
        yield Said(text, icon="person", url=reverse("family:family", args=[row["client"]]), place="family")


def alerts(viewer: Viewer, client: Any, rows: list[Row]) -> Iterable[Said]:
    """Say the alerts that hold today, those that end first before the others."""
    url = reverse("alerts:client", args=[client.pk]) if viewer.may("raise_alerts") else ""
    for row in sorted(rows, key=lambda row: (row["ends_on"], row["text"])):
        yield Said(row["text"], "warning", "exclamation-triangle", url)


# The most urgent first.
PARTS: tuple[Part, ...] = (
    Part(alerts, alert_rows, {"text": "text", "ends_on": "ends_on"}),
    Part(family, family_rows, FAMILY_FIELDS),
    Part(consent, release_rows, CONSENT_FIELDS),
    Part(privacy),
    Part(private_stay, private_stay_rows, {"id": "pk"}),
    Part(own_words),
    Part(photo, photo_rows, {"id": "pk"}),
)
