"""The viewer of a page, and in the same statement all that the frame of every page asks for."""

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, OuterRef, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce, JSONObject
from django.utils.dateparse import parse_datetime

from hearth.access.account_sessions import logins_with
from hearth.access.rate_limits import LIMITS
from hearth.access.sharing import RULE, received_from, rules_for
from hearth.access.viewer import Begun, Viewer, chosen_of, roles_of
from hearth.records import clock, guard
from hearth.records.kept_condition import Asked
from hearth.records.kept_query import KeptQuery
from hearth.records.models import Account, AgencyRole, CoC, LoginSession, Notice, Setting
from hearth.records.setting import nearest

# What holds for a login (account_middleware.py), and how often its account may do what (rate_limits.py).
LOGIN_SETTINGS: Final = (
    "idle_minutes",
    "session_hours",
    "agreement",
    "agreement_days",
    "allowed_networks",
    "second_factor_required",
    *{key for key, _seconds in LIMITS.values()},
)
# What the person signed last is asked with their login.
_SIGNED = ("signed_version", "signed_at")
_LOGIN = {field.attname: field for field in LoginSession._meta.concrete_fields}
_SETTING = ("key", "organization_id", "coc_id", "value")


def viewer_of_page(
    account: Account, agency_role_id: int | None = None, session_key: str | None = None
) -> Viewer | None:
    """Give the viewer as `viewer_of` does, with what every page asks for. One query."""
    with guard.inside_wrapper():
        agency_roles = tuple(_ROLES.rows(account=account.pk, session_key=session_key or None))
    chosen: Any = chosen_of(agency_roles, agency_role_id)
    return Viewer(account, chosen, agency_roles, _begun(chosen)) if chosen else None


def _roles() -> "QuerySet[AgencyRole]":
    """Give the roles of whoever asks, with what every page asks for."""
    account = Asked("account", UUIDField())
    logins = logins_with(Asked("session_key", CharField()), OuterRef("account"))
    unread = Notice.objects.filter(account=account, is_in_inbox=True, read_at=None).order_by()
    rows = AgencyRole.objects.annotate(
        page_cocs=_listed(CoC.objects.order_by("code"), "code", "time_zone"),
        page_rules=_listed(rules_for(OuterRef("organization")), *RULE),
        page_settings=_listed(Setting.objects.filter(key__in=LOGIN_SETTINGS, project=None), *_SETTING),
        page_unread=Coalesce(
            Subquery(unread.values("account").annotate(number=Count("pk")).values("number")), 0
        ),
        page_login=_listed(logins[:1], *_LOGIN, *_SIGNED),
    )
    return roles_of(account, rows)


def _listed(rows: "QuerySet[Any]", *columns: str) -> ArraySubquery:
    return ArraySubquery(rows.values(row=JSONObject(**{column: column for column in columns})))


def _begun(role: Any) -> Begun:
    rules = (
        (_id(giver), part, level, _id(receiver), everyone)
        for giver, part, level, receiver, everyone in _in_order(role.page_rules, RULE)
    )
    stored = (
        (key, _id(organization), coc, value)
        for key, organization, coc, value in _in_order(role.page_settings, _SETTING)
    )
    return Begun(
        zones=clock.zones_of((one["code"], one["time_zone"]) for one in role.page_cocs),
        received=received_from(rules),
        settings=nearest(LOGIN_SETTINGS, stored, organization_id=role.organization_id, coc_code=role.coc_id),
        unread=role.page_unread,
        login=next((_login(one) for one in role.page_login), None),
    )


def _login(row: dict[str, Any]) -> LoginSession:
    """Give a login as a query of its own would."""
    values = [field.to_python(row[name]) for name, field in _LOGIN.items()]
    login: Any = LoginSession.from_db(None, _LOGIN, values)
    login.signed_version = row["signed_version"]
    login.signed_at = parse_datetime(row["signed_at"]) if row["signed_at"] else None
    return login  # type: ignore[no-any-return]


def _in_order(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    # JSON keeps no order of its keys.
    return (tuple(row[column] for column in columns) for row in rows)


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None


_ROLES = KeptQuery(_roles)
