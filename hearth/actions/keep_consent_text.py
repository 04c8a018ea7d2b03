"""Write the next version of a text that clients read. The versions before it stay, for who signed them."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hearth.access.consent_texts import EVERYWHERE as ALL
from hearth.access.consent_texts import HMIS, LANGUAGES, Kind, Network, Overlap, Text, text_by_key
from hearth.access.viewer import Viewer
from hearth.actions.refusal import NotDone, Problem
from hearth.records.models import ConsentText
from hearth.records.write import change, current

RIGHT = "manage_settings"
_LONGEST_CODE = 20


def may_keep_texts(viewer: Viewer, coc_code: str | None) -> bool:
    """Say whether the viewer writes the texts of a CoC, or (None) of the whole instance."""
    return viewer.may(RIGHT, coc=coc_code, everywhere=coc_code is None)


def keep_consent_text(
    *,
    viewer: Viewer,
    kind: str,
    coc_code: str | None,
    effective_on: date,
    words: Mapping[str, Mapping[str, str]],
    networks: Sequence[Network] = (),
    overlap: str = Overlap.AGENCY,
) -> Text:
    """Store a version and give it. Raises PermissionDenied, and NotDone for a text without words or for the past."""
    if not may_keep_texts(viewer, coc_code):
        raise PermissionDenied
    kept = {
        language: {name: one.get(name, "").strip() for name in ("title", "text")}
        for language, one in words.items()
        if any(one.get(name, "").strip() for name in ("title", "text"))
    }
    problems = _problems(viewer, kind, effective_on, kept, networks)
    if problems:
        raise NotDone(problems)
    with change(by=viewer.account, action="keep_consent_text", why=f"{kind} {coc_code or ALL}"):
        rows = ConsentText.objects.filter(kind=kind, coc=coc_code)
        newest = rows.aggregate(newest=Max("version"))["newest"] or 0
        row = ConsentText.objects.create(
            kind=kind,
            coc_id=coc_code,
            version=newest + 1,
            effective_on=effective_on,
            words=kept,
            networks=[{"code": one.code, "name": dict(one.name)} for one in networks],
            overlap=overlap,
            change=current(),
        )
    found = text_by_key(kind, f"{coc_code or ALL}-{row.version}")
    assert found is not None
    return found


def network_of(names: Mapping[str, str]) -> Network:
    """Make a network of its names; its code comes from the English one."""
    return Network(slugify(names["en"])[:_LONGEST_CODE].strip("-"), {k: v for k, v in names.items() if v})


def _problems(
    viewer: Viewer,
    kind: str,
    effective_on: date,
    words: Mapping[str, Mapping[str, str]],
    networks: Sequence[Network],
) -> list[Problem]:
    found = []
    if "en" not in words:
        found.append(Problem(_("Write the English text at least."), "consent/text_is_there"))
    if any(not one["title"] or not one["text"] for one in words.values()):
        found.append(Problem(_("A language needs a title and a text."), "consent/text_is_there"))
    if not set(words) <= set(LANGUAGES):
        found.append(Problem(_("This language is not offered."), "consent/language_is_known"))
    if effective_on < viewer.today:
        found.append(
            Problem(
                _("A new version holds from today or later: nobody read it before."), "consent/text_is_new"
            )
        )
    codes = [network.code for network in networks]
    if kind == Kind.RELEASE and (HMIS not in codes or len(set(codes)) != len(codes) or "" in codes):
        found.append(Problem(_("Each network needs a name of its own."), "consent/networks_differ"))
    return found
