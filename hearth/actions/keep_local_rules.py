"""Keep a CoC's own rules of forms: what it asks beyond HUD (docs/decisions/0025)."""

import tomllib

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.refusal import NotDone, Problem
from hearth.hud.local_faults import faults
from hearth.records.models import CoC
from hearth.records.models.coc import Setting
from hearth.records.write import change

# Said where nobody is logged in: whoever runs the command line holds the whole instance.
OPERATOR = "command line"


@transaction.atomic
def keep_local_rules(*, by: Viewer | None, coc_code: str, text: str) -> None:
    """Store the rules as the CoC's newest; forms use them from now on. An empty text leaves HUD's forms alone.

    `by` is None for the operator's command line. Earlier versions are kept with who kept them and when. Text that
    is the newest one already changes nothing.

    Raises PermissionDenied without the right in this CoC, NotVisible for a CoC that is not of this instance, NotDone
    with one problem for each fault in the text.
    """
    if by is not None and not by.may("keep_local_rules"):
        raise PermissionDenied
    coc = CoC.objects.select_for_update().filter(code=coc_code).first()
    if coc is None:
        raise NotVisible("There is no such CoC.")
    if by is not None and not by.may("keep_local_rules", coc=coc.code):
        raise PermissionDenied
    text = text.replace("\r\n", "\n").strip()
    if problems := _faults(text, coc_code):
        raise NotDone(Problem(fault, "local_rules/readable") for fault in problems)
    kept = Setting.objects.filter(key="local_rules", coc=coc).first() or Setting(
        key="local_rules", coc=coc, value=[]
    )
    if text == (kept.value[-1]["text"] if kept.value else ""):
        return
    with change(by=by.account if by else None, action="keep_local_rules", why=coc_code):
        name = by.account.name if by else OPERATOR
        kept.value = [*kept.value, {"text": text, "by": name, "at": timezone.now().isoformat()}]
        kept.save()


def _faults(text: str, coc_code: str) -> list[str]:
    if not text:
        return []
    found = faults(text)
    if not found and (named := tomllib.loads(text)["coc"]) != coc_code:
        found.append(f"these are the rules of {named}, not of {coc_code}")
    return found
