"""The viewer: an account at work for one agency. Everything that is read for a person is asked of their viewer."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, wraps
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404

from hearth.access import reach
from hearth.access.log import log_reading
from hearth.access.masking import masked
from hearth.access.roles import NO_ROLE, Role, roles, whole_instance_rights
from hearth.access.sharing import Received, received_by
from hearth.access.standing import values_of
from hearth.records import clock, guard
from hearth.records.models import (
    Account,
    AgencyRole,
    Client,
    CurrentLivingSituation,
    Enrollment,
    Exit,
    Funder,
    HUDUser,
    LoginSession,
    Organization,
    Project,
    ProjectCoC,
    Service,
)

_Model = TypeVar("_Model", bound=Model)


@dataclass(frozen=True, slots=True)
class Begun:
    """What every page needs to know and asks for at once: zones, what is given, settings, unread notices, the login."""

    zones: dict[str, ZoneInfo]
    received: Received
    settings: dict[str, Any]
    unread: int
    # The login that the page was asked for in; None where it ended or never was.
    login: LoginSession | None


class NotVisible(Http404):
    """What was asked for does not exist for this viewer. The page says no more than that: 404, never 403."""


@dataclass(frozen=True)
class Viewer:
    """An account in its role at the agency that it is switched into."""

    account: Account
    agency_role: AgencyRole
    # Every agency that the account works for, this one among them.
    agency_roles: tuple[AgencyRole, ...] = ()
    # What a page read with the roles (page_viewer.py); without it, it is asked for when it is needed.
    begun: "Begun | None" = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.account.username} at {self.agency_role.organization_id}"

    @cached_property
    def role(self) -> Role:
        """The role that the viewer has here; one that no file knows any more gives nothing."""
        return roles().get(self.agency_role.role, NO_ROLE)

    @cached_property
    def organization(self) -> Organization:
        """The agency that the viewer is switched into; what they enter is stamped with it."""
        return self.agency_role.organization

    @property
    def organization_id(self) -> uuid.UUID:
        """The key of that agency."""
        return self.agency_role.organization_id

    @cached_property
    def hud_user(self) -> HUDUser:
        """The HUD User (5.07) that this account is at this agency."""
        return self.agency_role.hud_user

    @property
    def sees_community(self) -> bool:
        """Whether the viewer sees more than one agency: all of them, or those of `cocs`."""
        return self.role.sees_community

    @cached_property
    def cocs(self) -> frozenset[str] | None:
        """The codes of the CoCs that the viewer's role reaches; None is all of this instance.

        A role of one CoC that was given without saying which one reaches none.
        """
        if self.agency_role.coc_id is not None:
            return frozenset({self.agency_role.coc_id})
        return frozenset() if self.role.sees == "coc" else None

    @cached_property
    def zones(self) -> dict[str, ZoneInfo]:
        """The time zone of each CoC of this instance, by its code."""
        return self.begun.zones if self.begun else clock.zones()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of where the viewer works."""
        return next(iter(self.zones.values()), ZoneInfo(clock.DEFAULT_ZONE))

    @cached_property
    def today(self) -> date:
        """The date where the viewer works: what a form offers as the usual day."""
        return self.day_in(None)

    def instant(self) -> datetime:
        """Give the time now. Never remembered: what ends at midnight ends for a page that is at work."""
        return clock.instant()

    def day_in(self, coc_code: str | None) -> date:
        """Give the date in a CoC now, or where the viewer works."""
        return self.instant().astimezone(self.zones.get(coc_code or "", self.zone)).date()

    @cached_property
    def received(self) -> Received:
        """What the viewer's agency is given by others, as they said it when this page began."""
        return self.begun.received if self.begun else received_by(self.organization.id)

    @property
    def sees_every_coc(self) -> bool:
        """Whether the viewer sees all agencies of all CoCs: what concerns the whole instance is theirs alone."""
        return self.sees_community and self.cocs is None

    def may(
        self,
        right: str,
        project: Project | None = None,
        *,
        coc: str | None = None,
        organization: Organization | None = None,
        everywhere: bool = False,
    ) -> bool:
        """Say whether the viewer has a right, and, with places named, has it at each of them.

        `coc` is a CoC's code; `everywhere` is what concerns the whole instance, which only a role does that reaches
        all CoCs. A right whose feature does not exist yet is nobody's.

        Raises KeyError for a right that rights.toml does not know: a misspelt right must not read as "no".
        """
        if not self.role.gives(right):
            return False
        return (
            (project is None or reach.reaches_project(self, project))
            and (organization is None or reach.reaches_organization(self, organization))
            and (coc is None or reach.reaches_coc(self, coc))
            and (self.sees_every_coc or not (everywhere or right in whole_instance_rights()))
        )

    def rows(self, model: type[_Model]) -> "QuerySet[_Model]":
        """Give the rows of any guarded model that this viewer sees."""
        return masked(guard.scoped(model, self), self)

    def asked(self, name: str) -> Any:
        """Give what this viewer fills into a condition that was kept for all who stand alike (standing.py)."""
        return values_of(self)[name]()

    @property
    def organizations(self) -> "QuerySet[Organization]":
        return self.rows(Organization)

    @property
    def projects(self) -> "QuerySet[Project]":
        return self.rows(Project)

    @property
    def project_cocs(self) -> "QuerySet[ProjectCoC]":
        return self.rows(ProjectCoC)

    @property
    def funders(self) -> "QuerySet[Funder]":
        return self.rows(Funder)

    @property
    def clients(self) -> "QuerySet[Client]":
        return self.rows(Client)

    @property
    def enrollments(self) -> "QuerySet[Enrollment]":
        return self.rows(Enrollment)

    @property
    def exits(self) -> "QuerySet[Exit]":
        return self.rows(Exit)

    @property
    def services(self) -> "QuerySet[Service]":
        return self.rows(Service)

    @property
    def current_living_situations(self) -> "QuerySet[CurrentLivingSituation]":
        return self.rows(CurrentLivingSituation)

    def client(self, client_id: uuid.UUID, what: str = "record") -> Client:
        """Open a client's record (or the named part of it) and log the reading. Raises NotVisible."""
        client = self._one(self.clients.select_related("source"), client_id)
        log_reading(self, what, client)
        return client

    def enrollment(self, enrollment_id: uuid.UUID) -> Enrollment:
        """Open an enrollment with its source, client and project, and log the reading. Raises NotVisible."""
        rows = self.enrollments.select_related("source", "client", "project", "project__organization")
        enrollment = self._one(rows, enrollment_id)
        log_reading(self, "enrollment", enrollment.client, about=enrollment.pk)
        return enrollment

    def project(self, project_id: uuid.UUID) -> Project:
        """Open a project. Raises NotVisible."""
        return self._one(self.projects.select_related("organization"), project_id)

    def _one(self, rows: "QuerySet[_Model]", row_id: uuid.UUID) -> _Model:
        found = rows.filter(pk=row_id).first()
        if found is None:
            raise NotVisible("There is no such record.")
        return found


def viewer_of(account: Account, agency_role_id: int | None = None) -> Viewer | None:
    """Give an account's viewer at the agency it is switched into (its primary one otherwise), or None without one."""
    with guard.inside_wrapper():
        agency_roles = tuple(roles_of(account, AgencyRole.objects.all()))
    chosen = chosen_of(agency_roles, agency_role_id)
    return Viewer(account, chosen, agency_roles) if chosen else None


def roles_of(account: Any, rows: "QuerySet[AgencyRole]") -> "QuerySet[AgencyRole]":
    """Give an account's roles at agencies that are not deleted, with the agencies; the main one first.

    It is the one join from an unguarded table (`guard.inside_wrapper`): a person always sees the agencies that they
    themselves work for.
    """
    rows = rows.filter(account=account, organization__date_deleted=None)
    return rows.select_related("organization", "hud_user").order_by("-is_primary", "id")


def chosen_of(agency_roles: tuple[AgencyRole, ...], agency_role_id: int | None) -> AgencyRole | None:
    """Give the role that the account is switched into: the main one where none is chosen, or none of theirs."""
    return next((role for role in agency_roles if role.id == agency_role_id), next(iter(agency_roles), None))


def requires(right: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let a screen be opened only with a right; without it the page says who can help (403)."""

    def wrap(screen: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(screen)
        def checked(request: Any, *args: Any, **kwargs: Any) -> Any:
            if request.viewer is None or not request.viewer.may(right):
                raise PermissionDenied
            return screen(request, *args, **kwargs)

        checked.required_right = right  # type: ignore[attr-defined]
        return checked

    return wrap
