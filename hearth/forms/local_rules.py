"""The rules that the CoCs of this instance keep (docs/decisions/0025), and which of them hold for a project."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from hearth.hud.elements import BadElement
from hearth.hud.local import LocalRules, read_local_rules
from hearth.records.models import CoC
from hearth.records.setting import setting, setting_in_each

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Version:
    """Rules as somebody kept them. An empty text means that the CoC has none since then."""

    text: str
    by: str
    at: datetime


def coc_names() -> dict[str, str]:
    """Give the CoCs of this instance, code -> name."""
    return dict(CoC.objects.order_by("code").values_list("code", "name"))


def versions(coc_code: str) -> list[Version]:
    """Give what a CoC has kept so far, the newest last."""
    return _versions(setting("local_rules", coc_code=coc_code))


def _versions(kept: Iterable[dict[str, str]]) -> list[Version]:
    return [Version(each["text"], each["by"], datetime.fromisoformat(each["at"])) for each in kept]


def rules_of(coc_codes: Iterable[str]) -> tuple[LocalRules, ...]:
    """Give the rules that the CoCs keep now; a CoC without any has none among them. One query.

    Rules are checked when they are kept. Should a new version of Hearth refuse those of an older one, the forms
    stay HUD's, and the log and the page of the rules say why.
    """
    found = []
    for code, kept in setting_in_each("local_rules", sorted(set(coc_codes))).items():
        newest = next(reversed(_versions(kept)), None)
        if newest is None or not newest.text:
            continue
        try:
            found.append(_read(newest.text, f"local rules of {code}"))
        except BadElement as problem:
            _log.error("The local rules of %s are not used: %s", code, problem)
    return tuple(found)


_read = lru_cache(maxsize=32)(read_local_rules)
