"""What a rule of visibility may know of who asks: whoever stands alike sees by the same condition, compiled once.

A rule is given a Standing and never the viewer, so what it could tell two people apart by is either part of the
standing or left open in the condition (`Asked`). Nothing that was read about a client is in either.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db.models import DateTimeField, Model, Q, UUIDField

from hearth.access.roles import Role, whole_instance_rights
from hearth.records.kept_condition import Asked, KeptCondition, KeptText, Slot, keep
from hearth.records.kept_query import KeptQuery

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from hearth.access.sharing import Received
    from hearth.access.viewer import Viewer

_KEPT_AT_MOST = 1024
# A whole query is larger than a condition; who stands alike changes with the day.
_QUERIES_KEPT_AT_MOST = 128
Rule = Callable[["Standing"], Q]
Row = TypeVar("Row")
# Stands for the client in hand in a query that is kept: its value is `client`.
CLIENT = Asked("client", UUIDField())


@dataclass(frozen=True, slots=True)
class Standing:
    """How a viewer stands to the records: their role, the CoCs, the day in each, and what others give their agency."""

    role: Role
    # None is all of this instance.
    cocs: frozenset[str] | None
    # The day where the viewer works, and the day in each CoC. A rule about places knows no day, and not what is given.
    day: date | None
    days: tuple[tuple[str, date], ...]
    given: "Received | None"

    def of_places(self) -> "Standing":
        """Give what a rule about places may know."""
        return Standing(self.role, self.cocs, None, (), None)

    @property
    def organization_id(self) -> Asked:
        """The agency that asks."""
        return Asked("organization_id", UUIDField())

    @property
    def account(self) -> Asked:
        """The account that asks."""
        return Asked("account", UUIDField())

    def instant(self) -> Asked:
        """Give the moment of asking."""
        return Asked("instant", DateTimeField())

    @property
    def sees_community(self) -> bool:
        return self.role.sees_community

    @property
    def zones(self) -> Mapping[str, date]:
        """The CoCs of this instance, by their codes."""
        return dict(self.days)

    def day_in(self, coc_code: str | None) -> date:
        """Give the date in a CoC, or where the viewer works."""
        if self.day is None:
            raise AttributeError("A rule about places asks for no day.")
        return dict(self.days).get(coc_code or "", self.day)

    @property
    def received(self) -> "Received":
        """What the agency is given by others."""
        if self.given is None:
            raise AttributeError("A rule about places asks for nothing that is shared.")
        return self.given

    def may(self, right: str) -> bool:
        """Say whether the role gives a right of its own, of those that concern no whole instance."""
        return self.role.gives(right) and right not in whole_instance_rights()


@dataclass(frozen=True, slots=True)
class Kept:
    """A rule about a model's rows, as the condition for any viewer. A rule `of_places` is about no client."""

    model: type[Model]
    rule: Rule
    of_places: bool = False

    def __call__(self, viewer: "Viewer | Standing") -> Q:
        if isinstance(viewer, Standing):
            # For a whole query that is kept: the values stay open in it too.
            standing = viewer.of_places() if self.of_places else viewer
            return Q(KeptCondition(_compiled(self.model, self.rule, standing), Slot))
        text = _compiled(self.model, self.rule, standing_of(viewer, of_places=self.of_places))
        return Q(KeptCondition(text, viewer.asked))


class KeptRows(Generic[Row]):
    """A query of a viewer's rows, kept for all who stand alike: `build` is given their standing and nothing more."""

    def __init__(self, build: "Callable[[Standing], QuerySet[Any, Row]]") -> None:
        self._of = lru_cache(maxsize=_QUERIES_KEPT_AT_MOST)(
            lambda standing: KeptQuery(lambda: build(standing))
        )

    def rows(self, viewer: "Viewer", **values: Any) -> list[Row]:
        """Ask for a viewer, with a value for each `Asked` that the query leaves open beside those of `values_of`."""
        asked = {name: value() for name, value in values_of(viewer).items()}
        return self._of(standing_of(viewer)).rows(**asked, **values)


def standing_of(viewer: "Viewer", *, of_places: bool = False) -> Standing:
    """Give how a viewer stands now."""
    if of_places:
        return Standing(viewer.role, viewer.cocs, None, (), None)
    days = tuple((code, viewer.day_in(code)) for code in viewer.zones)
    return Standing(viewer.role, viewer.cocs, viewer.day_in(None), days, viewer.received)


@lru_cache(maxsize=_KEPT_AT_MOST)
def _compiled(model: type[Model], rule: Rule, standing: Standing) -> KeptText:
    return keep(model, rule(standing))


def values_of(viewer: "Viewer") -> Mapping[str, Callable[[], Any]]:
    """Give what stands open in a condition, by its name."""
    return {
        "organization_id": lambda: viewer.organization_id,
        "account": lambda: viewer.account.pk,
        "instant": viewer.instant,
    }
