"""What tests of consent and sharing have in common: one client of the own agency, looked at from the other one."""

from datetime import date, datetime
from typing import Any

from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.models import (
    Enrollment,
    Funder,
    Organization,
    Project,
)
from hearth.records.write import change
from tests.community import (
    Community,
    add_account,
    viewer_for,
)

START = date(2026, 1, 5)


def born_of(model: type[Any], enrollment: Enrollment, **columns: Any) -> Any:
    with change(by=None, action="collect") as signed:
        row = model(
            enrollment=enrollment,
            client=enrollment.client,
            source=enrollment.source,
            hud_id=model.new_hud_id(),
            change=signed,
            information_date=START,
            data_collection_stage=1,
            date_created=datetime(2026, 1, 5),
            date_updated=datetime(2026, 1, 5),
            **columns,
        )
        row.save()
    return row


def set_columns(row: Any, **columns: Any) -> None:
    with change(by=None, action="test"):
        guard.everything(type(row), "test").filter(pk=row.pk).update(**columns)


def fund(project: Project, funder: int) -> None:
    with change(by=None, action="test"):
        guard.everything(Funder, "test").filter(project=project).update(funder=funder)


def seen(viewer: Viewer) -> tuple[int, int]:
    """Give how many clients and enrollments a viewer sees."""
    return viewer.clients.count(), viewer.enrollments.count()


def agency_named(community: Community, name: str) -> Organization:
    with change(by=None, action="test") as signed:
        return Organization.objects.create(
            organization_name=name,
            victim_service_provider=0,
            source=community.source,
            hud_id=name[:32],
            change=signed,
            date_created=datetime(2026, 1, 2),
            date_updated=datetime(2026, 1, 2),
        )


def third_agency(community: Community) -> Viewer:
    return viewer_for(add_account("third", agency_named(community, "Third (example)"), "intake_worker"))


def lead_elsewhere(community: Community) -> Any:
    """A community-wide role at the other agency."""
    return add_account("lead_elsewhere", community.other_agency, "hmis_lead")
