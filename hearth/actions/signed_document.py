"""The document of a signing: the text that was read, the answers, the signature, names and time (typst, tagged PDF)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from hearth.access.consent_texts import Text
from hearth.access.viewer import Viewer
from hearth.actions.stamp import person_name
from hearth.documents import pdf
from hearth.records.models import Client, ReleaseOfInformation, ReleaseSigning
from hearth.rules.consent.drawn_name import Strokes, as_svg

_TEMPLATE = Path(__file__).with_name("signed_document.typ")
_Signer = ReleaseSigning.Signer


@dataclass(frozen=True, slots=True)
class ForWhom:
    """Whose record it is about, who signed, and what was answered for each network."""

    client: Client
    signer: str
    agreed: bool
    releases: Sequence[ReleaseOfInformation]


def signed_pdf(viewer: Viewer, signing: ReleaseSigning, text: Text, whom: ForWhom, strokes: Strokes) -> bytes:
    """Give the document, in the language that was read. It names one client and who signed, nobody else."""
    at = signing.signed_at.astimezone(viewer.zone)
    with override(signing.language):
        client = whom.client
        born = date_format(client.dob) if client.dob else _("Not recorded")
        first = whom.releases[0]
        data = {
            "text": text.body(signing.language),
            "words": {
                "about": _("About whom"),
                "answers": _("The answers"),
                "signed": _("Signed"),
                "picture": _("The signature, drawn by hand"),
            },
            "about": [
                [_("Name"), person_name(client)],
                [_("Birth date"), born],
                [_("Identifier"), client.unique_identifier],
            ],
            "answers_head": [_("Sharing with"), _("Answer"), _("From"), _("Until")],
            "answers": [_answer(one, text, signing.language) for one in whom.releases],
            "also": _also(whom, first),
            "drawn": signing.method == ReleaseSigning.Method.DRAWN,
            "signed": [
                [_("Signed by"), signing.signed_name],
                [_("Who is"), str(_Signer(whom.signer).label)],
                [_("How"), str(ReleaseSigning.Method(signing.method).label)],
                [_("When"), date_format(at, "DATETIME_FORMAT")],
                [_("At"), viewer.organization.organization_name or ""],
            ],
            "proof": _(
                "Text %(text)s, privacy notice %(notice)s. SHA-256 of the words that were read: %(digest)s."
            )
            % {"text": signing.text_key, "notice": signing.notice_key, "digest": signing.text_digest},
        }
    pictures = {"signature": as_svg(strokes)} if data["drawn"] else {}
    return pdf(
        _TEMPLATE,
        data,
        title=text.title(signing.language),
        at=at,
        language=signing.language,
        pictures=pictures,
    )


def _answer(release: ReleaseOfInformation, text: Text, language: str) -> list[str]:
    (code,) = release.networks
    names = {network.code: network.name_in(language) for network in text.networks}
    until = date_format(release.ends_on) if release.ends_on else _("Until it is taken back")
    return [
        names.get(code, code),
        _("Yes") if release.permission else _("No"),
        date_format(release.starts_on),
        until if release.permission else "–",
    ]


def _also(whom: ForWhom, release: ReleaseOfInformation) -> list[str]:
    found = []
    if any(one.permission for one in whom.releases):
        scope = str(ReleaseOfInformation.Scope(release.scope).label)
        found.append(_("Others may see: %(what)s") % {"what": scope})
        health = any(one.covers_sensitive for one in whom.releases)
        treatment = any(one.covers_part_2 for one in whom.releases)
        found.append(
            _("Also answers about health, substance use and domestic violence.")
            if health
            else _("Without answers about health, substance use and domestic violence.")
        )
        if treatment:
            found.append(
                _(
                    "Also records of treatment for substance use (42 CFR Part 2). Who receives them may not hand "
                    "them on unless the law allows it."
                )
            )
    if whom.signer != _Signer.CLIENT and whom.agreed:
        found.append(_("The minor agreed too."))
    return found
