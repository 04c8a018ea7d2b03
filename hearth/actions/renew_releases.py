"""Renew releases of several clients at once, who said so: each waits for a signature and stays on that list."""

import uuid
from collections.abc import Iterable

from hearth.access.consent_texts import Kind, text_in_force
from hearth.access.in_care import is_minor
from hearth.access.viewer import Viewer
from hearth.actions.refusal import NotDone
from hearth.actions.sign_release import Answer, Given, sign_release
from hearth.actions.stamp import person_name
from hearth.records.models import Client, ReleaseOfInformation, ReleaseSigning


def renew_releases(
    *, viewer: Viewer, client_ids: Iterable[uuid.UUID], language: str, coc_code: str | None = None
) -> tuple[list[Client], list[tuple[Client, str]]]:
    """Record for each client that they said yes again, to what they had released last, from today for the usual term.

    Gives who was renewed, and who was not with why: one refusal keeps nobody else. Raises PermissionDenied.
    """
    text = text_in_force(Kind.RELEASE, coc_code, viewer.today)
    asked = {network.code for network in text.networks}
    done, refused = [], []
    for client in viewer.clients.filter(pk__in=list(client_ids)).order_by("last_name", "first_name", "pk"):
        before = _last_yes(viewer, client)
        codes = [code for code in before if code in asked]
        last = next(iter(before.values()), None)
        given = Given(
            text=text,
            language=text.language_for(language),
            method=ReleaseSigning.Method.SPOKEN,
            signed_name=person_name(client),
            answers={code: Answer(True) for code in codes},
            starts_on=viewer.today,
            scope=last.scope if last else ReleaseOfInformation.Scope.COMMUNITY,
            signer=ReleaseSigning.Signer.GUARDIAN
            if is_minor(client, viewer.today)
            else ReleaseSigning.Signer.CLIENT,
        )
        try:
            sign_release(viewer=viewer, client=client, given=given, coc_code=coc_code)
        except NotDone as refusal:
            refused.append((client, refusal.problems[0].message))
        else:
            done.append(client)
    return done, refused


def _last_yes(viewer: Viewer, client: Client) -> dict[str, ReleaseOfInformation]:
    """Give the newest release of each network, where it was a yes that nobody took back."""
    rows = (
        viewer.rows(ReleaseOfInformation).filter(client=client).order_by("starts_on", "change__made_at", "pk")
    )
    newest = {code: row for row in rows for code in row.networks}
    return {code: row for code, row in newest.items() if row.permission and row.withdrawn_at is None}
