"""The other names of a client that a viewer sees, and whether there is a legal one that they do not."""

from dataclasses import dataclass

from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.models import Client, ClientAlias

AliasKind = ClientAlias.Kind


@dataclass(frozen=True, slots=True)
class OtherNames:
    """The names to show, legal ones first; `legal_is_hidden`: one is on file that the viewer has no right to see."""

    shown: tuple[ClientAlias, ...] = ()
    legal_is_hidden: bool = False


def other_names_of(viewer: Viewer, client: Client) -> OtherNames:
    """Give the other names of a client whom the viewer was given. Who refused to be named has none here."""
    if client.is_consent_refused:
        return OtherNames()
    every = guard.everything(ClientAlias, "the names of a client who was given")
    rows = list(every.filter(client=client, date_deleted=None))
    rows.sort(key=lambda row: (row.kind != AliasKind.LEGAL, row.last_name, row.first_name, row.pk))
    if viewer.may("see_legal_names"):
        return OtherNames(tuple(rows))
    shown = tuple(row for row in rows if row.kind != AliasKind.LEGAL)
    return OtherNames(shown, len(shown) < len(rows))
