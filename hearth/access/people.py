"""The people who log in, as far as a viewer may know of them: those with a role at an agency that is reached."""

import csv
import io
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hearth.access.account_agreement import last_signature
from hearth.access.account_state import Limits, State, limits_of, state_of
from hearth.access.reach import reached_organizations
from hearth.access.roles import NO_ROLE, Role, roles
from hearth.access.viewer import NotVisible, Viewer
from hearth.records import guard
from hearth.records.models import Account, AgencyRole, CoC, Organization, SignedAgreement

__all__ = ["Person", "agencies", "as_csv", "coc_choices", "people", "person"]

RIGHT = "see_licences"


@dataclass(frozen=True, slots=True)
class Seat:
    """One role of a person at an agency that the viewer reaches; `row` is for the actions."""

    row: AgencyRole
    agency: str
    role: Role
    coc: str
    is_primary: bool


@dataclass(frozen=True, slots=True)
class Person:
    """An account with the seats of it that the viewer may know."""

    account: Account
    seats: tuple[Seat, ...]
    state: State
    last_login: datetime | None
    agreement_version: str
    agreement_signed: datetime | None


def people(viewer: Viewer, right: str = RIGHT) -> list[Person]:
    """Give the people by name. Raises PermissionDenied without the right."""
    if not viewer.may(right):
        raise PermissionDenied
    seats: dict[uuid.UUID, list[AgencyRole]] = {}
    for row in _rows(viewer):
        seats.setdefault(row.account_id, []).append(row)
    accounts = Account.objects.order_by("name", "username")
    if not viewer.sees_every_coc:
        accounts = accounts.filter(pk__in=seats)
    signatures = {
        one.account_id: one
        for one in SignedAgreement.objects.filter(account__in=accounts).order_by("signed_at")
    }
    limits: dict[object, Limits] = {}
    found = []
    for account in accounts:
        rows = seats.get(account.pk, [])
        place = (rows[0].organization_id, rows[0].coc_id) if rows and rows[0].is_primary else account.pk
        if place not in limits:
            limits[place] = limits_of(account)
        found.append(_person(account, rows, signatures.get(account.pk), limits[place]))
    return found


def person(viewer: Viewer, account_id: uuid.UUID, right: str = RIGHT) -> Person:
    """Give one person. Raises PermissionDenied without the right, NotVisible for who has no role where it reaches."""
    if not viewer.may(right):
        raise PermissionDenied
    rows = [row for row in _rows(viewer) if row.account_id == account_id]
    account = Account.objects.filter(pk=account_id).first()
    if account is None or not (rows or viewer.sees_every_coc):
        raise NotVisible("There is no such account.")
    return _person(account, rows, last_signature(account), limits_of(account))


def as_csv(found: Iterable[Person]) -> str:
    """Give the list as a file for monitoring (CAP-08): a line for each role of each person."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [
            _("User name"),
            _("Name"),
            _("E-mail"),
            _("State"),
            _("Last login"),
            _("Agreement"),
            _("Signed"),
            _("Agency"),
            _("Role"),
            _("CoC"),
            _("Main agency"),
            _("Training required"),
        ]
    )
    for one in found:
        account = one.account
        about = [
            account.username,
            as_text(account.name),
            account.email,
            one.state.value,
            _moment(one.last_login),
            one.agreement_version,
            _moment(one.agreement_signed),
        ]
        for seat in one.seats or (None,):
            writer.writerow([*about, *(_seat_columns(seat) if seat else [""] * 5)])
    return out.getvalue()


def agencies(viewer: Viewer) -> list[Organization]:
    """Give the agencies that the viewer's role reaches, by name."""
    rows = guard.everything(Organization, "the agencies that a role reaches").filter(date_deleted=None)
    reached = reached_organizations(viewer)
    return list(
        (rows if reached is None else rows.filter(pk__in=reached)).order_by("organization_name", "id")
    )


def coc_choices(viewer: Viewer) -> list[tuple[str, str]]:
    """Give the CoCs that the viewer's role reaches, code and name."""
    cocs = CoC.objects.order_by("code")
    return [(coc.code, str(coc)) for coc in cocs if viewer.cocs is None or coc.code in viewer.cocs]


def _rows(viewer: Viewer) -> list[AgencyRole]:
    # The agencies are those that the viewer's role reaches; closed ones are among them for who leads.
    with guard.inside_wrapper():
        rows = AgencyRole.objects.select_related("organization", "account").order_by("-is_primary", "id")
        reached = reached_organizations(viewer)
        return list(rows if reached is None else rows.filter(organization_id__in=reached))


def _person(
    account: Account, rows: Iterable[AgencyRole], signature: SignedAgreement | None, limits: Limits
) -> Person:
    return Person(
        account=account,
        seats=tuple(
            Seat(
                row,
                row.organization.organization_name or "",
                roles().get(row.role, NO_ROLE),
                row.coc_id or "",
                row.is_primary,
            )
            for row in rows
        ),
        state=state_of(account, limits),
        last_login=account.last_login,
        agreement_version=signature.version if signature else "",
        agreement_signed=signature.signed_at if signature else None,
    )


def _seat_columns(seat: Seat) -> list[str]:
    return [
        as_text(seat.agency),
        seat.role.name,
        seat.coc,
        _("yes") if seat.is_primary else _("no"),
        ", ".join(seat.role.training),
    ]


def _moment(when: datetime | None) -> str:
    return f"{when:%Y-%m-%d %H:%M} UTC" if when else ""


def as_text(value: str) -> str:
    """Keep a spreadsheet from reading a name as a formula (ASV-08)."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
