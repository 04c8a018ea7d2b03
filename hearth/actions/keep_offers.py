"""Keep which services a program offers: HUD's lists in one act, and the agency's own items (PRODUCT.md H1-H8, H11)."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.keep_agency import agency_to_set_up
from hearth.actions.keep_program import program_to_set_up
from hearth.actions.refusal import NotDone, Problem
from hearth.records import guard
from hearth.records.models import Delivery, Project, ServiceOffered
from hearth.records.write import change, current
from hearth.rules.service.is_complete import FINANCIAL_ASSISTANCE
from hearth.rules.service.offered import OfferedService, offered
from hearth.rules.service.within_stay import BED_NIGHT


@dataclass(frozen=True, slots=True)
class LocalOffer:
    """A service item of the agency's own."""

    category: str
    name: str
    delivery: str = Delivery.SINGLE
    asks_amount: bool = False
    asks_minutes: bool = False
    asks_place: bool = False
    to_anybody: bool = False
    expiry_notice_days: int | None = None
    starts_on: date | None = None


def federal_lists(viewer: Viewer, project: Project) -> list[OfferedService]:
    """Give HUD's lists of services that the program's type and funders ask for."""
    funders = viewer.funders.filter(project=project).values_list("funder", flat=True)
    return offered(project.project_type, [code for code in funders if code])


def offer_federal(*, viewer: Viewer, project_id: uuid.UUID, record_type: int) -> list[ServiceOffered]:
    """Offer every item of one of HUD's lists that is not offered yet, and give those.

    Raises PermissionDenied, NotVisible, NotDone for a list that the program's funders do not ask for.
    """
    project = program_to_set_up(viewer, project_id)
    kind = next((one for one in federal_lists(viewer, project) if one.record_type == record_type), None)
    if kind is None:
        text = _("This list goes with funders that the program does not have.")
        raise NotDone([Problem(text, "service/is_complete")])
    with change(by=viewer.account, action="offer_services"):
        rows = guard.everything(ServiceOffered, "what is offered already").filter(
            project=project, record_type=record_type, date_deleted=None
        )
        here = set(rows.values_list("type_provided", flat=True))
        return [
            ServiceOffered.objects.create(
                organization=project.organization,
                project=project,
                category=kind.category[:80],
                name=label[:120],
                record_type=record_type,
                type_provided=int(code),
                asks_amount=record_type in FINANCIAL_ASSISTANCE,
                change=current(),
            )
            for code, label in kind.code_list.labels.items()
            if int(code) not in here
        ]


def offer_local(
    *, viewer: Viewer, project_id: uuid.UUID, offer: LocalOffer, everywhere: bool
) -> ServiceOffered:
    """Offer an item of the agency's own, in one program or (`everywhere`) in all of the agency's.

    Raises PermissionDenied, NotVisible, NotDone for a name that is taken.
    """
    project = program_to_set_up(viewer, project_id)
    place = {"organization": project.organization, "project": None if everywhere else project}
    rows = guard.everything(ServiceOffered, "is the name of a service taken").filter(date_deleted=None)
    if rows.filter(**place, category=offer.category, name=offer.name).exists():
        text = _("%(name)s is offered in %(category)s already.")
        words = {"name": offer.name, "category": offer.category}
        raise NotDone([Problem(text % words, "service/offered_once")])
    with change(by=viewer.account, action="offer_services"):
        return ServiceOffered.objects.create(
            **place,
            category=offer.category,
            name=offer.name,
            delivery=Delivery(offer.delivery),
            asks_amount=offer.asks_amount,
            asks_minutes=offer.asks_minutes,
            asks_place=offer.asks_place,
            to_anybody=offer.to_anybody,
            expiry_notice_days=offer.expiry_notice_days,
            starts_on=offer.starts_on,
            change=current(),
        )


def _offer_to_keep(viewer: Viewer, offer_id: uuid.UUID) -> ServiceOffered:
    row = viewer.rows(ServiceOffered).filter(pk=offer_id).select_related("organization").first()
    if row is None:
        raise NotVisible("There is no such service.")
    if row.project_id is not None:
        program_to_set_up(viewer, row.project_id)
    else:
        agency_to_set_up(viewer, row.organization_id)
    return row


def end_offer(*, viewer: Viewer, offer_id: uuid.UUID, on: date) -> ServiceOffered:
    """Offer a service no more after a day; what was given stays.

    Raises PermissionDenied, NotVisible, NotDone for a day before it begins, and for the bed nights of a night-by-night
    shelter: HUD asks for them as long as it is one (4.14).
    """
    row = _offer_to_keep(viewer, offer_id)
    if row.record_type == BED_NIGHT:
        text = _("A night-by-night shelter records its bed nights as long as it is one.")
        raise NotDone([Problem(text, "service/offer_dates")])
    if row.starts_on and on < row.starts_on:
        raise NotDone([Problem(_("It begins after that day."), "service/offer_dates")])
    with change(by=viewer.account, action="end_offer"):
        row.ends_on = on
        row.save(update_fields=["ends_on"])
    return row


def offer_again(*, viewer: Viewer, offer_id: uuid.UUID) -> ServiceOffered:
    """Take the end of an offer back: it is offered as if it had not been ended. Raises PermissionDenied, NotVisible."""
    row = _offer_to_keep(viewer, offer_id)
    with change(by=viewer.account, action="offer_services"):
        row.ends_on = None
        row.save(update_fields=["ends_on"])
    return row


def offer_to_anybody(*, viewer: Viewer, offer_id: uuid.UUID, to_anybody: bool) -> ServiceOffered:
    """Say whether a service is given to anybody, or to who is enrolled only; what was given stays.

    Raises PermissionDenied, NotVisible, NotDone for one of HUD's: Services.csv has no row without an enrollment.
    """
    row = _offer_to_keep(viewer, offer_id)
    if to_anybody and not row.is_local:
        text = _(
            "HUD’s services are recorded in an enrollment only. Offer one of the agency’s own to anybody."
        )
        raise NotDone([Problem(text, "service/without_stay")])
    with change(by=viewer.account, action="offer_services"):
        row.to_anybody = to_anybody
        row.save(update_fields=["to_anybody"])
    return row
