"""When a household is exited by the system: one policy for each CoC and project type, and what counts as activity."""

from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_noop

from hearth.hud.standard import standard
from hearth.records import guard
from hearth.records.models import ProjectCoC, Setting
from hearth.records.setting import DEFAULTS
from hearth.rules.exit.auto_exit import USUALLY_OFF, Policy

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from hearth.records.models import Enrollment

_KEYS = ("auto_exit_days", "auto_exit_warning_days", "auto_exit_notes_count", "auto_exit_types")

# What counts as activity of a household (PRODUCT.md K4), in words: the page and the notices say nothing else.
KINDS: dict[str, str] = {
    "start": gettext_noop("the start of the enrollment"),
    "service": gettext_noop("a service"),
    "night": gettext_noop("a bed night"),
    "contact": gettext_noop("a current living situation"),
    "assessment": gettext_noop("a coordinated entry assessment"),
    "event": gettext_noop("a coordinated entry event"),
    "answers": gettext_noop("an intake, update or annual assessment"),
    "reached": gettext_noop("a contact or location that was added"),
    "still_active": gettext_noop("“still active”, said by a worker"),
    "note": gettext_noop("a note"),
}


class Policies:
    """Every policy that holds, read in one query."""

    def __init__(self) -> None:
        rows = Setting.objects.filter(key__in=_KEYS, organization=None, project=None)
        self._set: dict[tuple[str, str | None], Any] = {(row.key, row.coc_id): row.value for row in rows}

    def at(self, coc_code: str | None, project_type: int | None) -> Policy:
        """Give the policy of a project type in a CoC."""
        days, warnings, notes, types = (self._value(key, coc_code) for key in _KEYS)
        chosen = types.get(str(project_type), {})
        is_on = chosen.get("on", project_type is not None and project_type not in USUALLY_OFF)
        return Policy(is_on, days, tuple(warnings), notes, chosen.get("why", ""))

    def fewest_quiet_days(self) -> int:
        """Give after how many days without activity the earliest warning of any CoC can be due."""
        codes = {coc for _key, coc in self._set} | {None}
        return min(
            int(self._value("auto_exit_days", code))
            - max(self._value("auto_exit_warning_days", code), default=0)
            for code in codes
        )

    def types_on(self) -> list[int]:
        """Give the project types (2.02.6) that some CoC exits by the system."""
        codes = {coc for _key, coc in self._set} | {None}
        known = [int(code) for code in standard().lists["2.02.6"].labels]
        return [one for one in known if any(self.at(code, one).is_on for code in codes)]

    def types_set(self, coc_code: str | None) -> dict[str, dict[str, Any]]:
        """Give the project types that differ from the usual, as they are stored."""
        return dict(self._value("auto_exit_types", coc_code))

    def _value(self, key: str, coc_code: str | None) -> Any:
        if (key, coc_code) in self._set:
            return self._set[key, coc_code]
        return self._set.get((key, None), DEFAULTS[key])


def with_coc(rows: "QuerySet[Enrollment]") -> "QuerySet[Enrollment]":
    """Add `coc_here`: the CoC whose policy holds, of the enrollment (3.16), else the program's first (2.03)."""
    serves = (
        guard.everything(ProjectCoC, "which CoC's policy holds for a program")
        .filter(project=OuterRef("project"), date_deleted=None)
        .order_by("coc_code")
        .values("coc_code")
    )
    own = serves.filter(coc_code=OuterRef("enrollment_coc"))
    return rows.annotate(coc_here=Coalesce(Subquery(own[:1]), Subquery(serves[:1])))
