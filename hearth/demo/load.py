"""Load the demo community into an empty instance, the way a real one begins.

It is set up with a first account, receives an export, and opens accounts for its workers.
"""

import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from hearth.access.account_agreement import agreement_for
from hearth.access.viewer import Viewer, viewer_of
from hearth.actions.create_account import create_account
from hearth.actions.keep_setting import keep_setting
from hearth.actions.set_up_community import set_up_community
from hearth.actions.sign_agreement import sign_agreement
from hearth.demo.caseload import add_caseload
from hearth.demo.community import (
    COC_CODE,
    COC_NAME,
    HOUSING_AGENCY,
    SHELTER_AGENCY,
    TIME_ZONE,
    demo_community,
)
from hearth.demo.generator import Plan, generate
from hearth.demo.people import add_people
from hearth.exchange import load
from hearth.exchange.uploads import import_runs

SOURCE = "Demo"
LEAD_AGENCY = "Hearth County Continuum of Care"
# One password for everybody, and public: the demo listens on this machine only, holds nobody's data, and whoever
# tries it should not have to look a password up. `load_demo` refuses to run where the demo setting is off.
PASSWORD = "try hearth here"  # noqa: S105
_ENROLLMENTS, _YEARS, _SEED = 600, 3, 2026
# So many households are somewhere now; with the usual share a shelter of 60 beds would look empty.
_UNDER_WAY = 0.35


class NotADemo(Exception):
    """Somebody asked for the demo's people and public passwords in an instance that is not a demo."""


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody to log in as. `agency` is an OrganizationID of the demo; None is the lead agency."""

    username: str
    name: str
    role: str
    title: str
    agency: str | None


LEAD = Persona("lead", "Lena Lead", "hmis_lead", "HMIS lead", None)
PERSONAS = (
    Persona("intake", "Ines Intake", "intake_worker", "Intake worker", SHELTER_AGENCY),
    Persona("manager", "Manny Manager", "agency_manager", "Agency manager", SHELTER_AGENCY),
    LEAD,
    Persona("reports", "Rita Reports", "reporting_only", "Reporting only", HOUSING_AGENCY),
)


def load_demo() -> list[str]:
    """Load the demo community where it is not loaded yet, and give the lines that say who can log in.

    A second call does nothing; one that was interrupted is taken up where it stopped. An instance with a community
    of its own is left alone, and the line says so. Raises NotADemo where the demo setting is off.
    """
    if not settings.DEMO:
        raise NotADemo("The demo has public passwords; it is loaded only where HEARTH_DEMO is on.")
    lead = _viewer_of(LEAD)
    if get_user_model().objects.exists() and not _is_ours(lead):
        return [_("This database holds a community of its own; the demo was not loaded.")]
    lead = lead or _begin()
    if not import_runs(lead).filter(source__name=SOURCE, state="done").exists():
        _import(lead)
    for persona in PERSONAS:
        if _viewer_of(persona) is None:
            agency = lead.organizations.get(hud_id=persona.agency, source__name=SOURCE)
            _create(lead, persona, agency)
    intake = _viewer_of(PERSONAS[0])
    assert intake is not None
    add_people(intake)
    add_caseload(intake)
    return _lines()


def _viewer_of(persona: Persona) -> Viewer | None:
    account = get_user_model().objects.filter(username=persona.username).first()
    return viewer_of(account) if account else None


def _is_ours(lead: Viewer | None) -> bool:
    return lead is not None and lead.organization.organization_name == LEAD_AGENCY


@transaction.atomic
def _begin() -> Viewer:
    """Set the community up with its HMIS lead, whose viewer does the rest."""
    agency = set_up_community(
        coc_code=COC_CODE, coc_name=COC_NAME, time_zone=TIME_ZONE, lead_agency=LEAD_AGENCY
    )
    _create(None, LEAD, agency)
    lead = _viewer_of(LEAD)
    assert lead is not None
    # Whoever tries the demo should not have to set up an authenticator app first.
    keep_setting(by=lead, key="second_factor_required", value=False)
    return lead


def _create(by: Viewer | None, persona: Persona, agency: Any) -> None:
    account = create_account(
        by=by,
        username=persona.username,
        email=f"{persona.username}@example.org",
        name=persona.name,
        password=None,
        organization=agency,
        role=persona.role,
    )
    # Past the rules for passwords, on purpose: this one is printed for everybody (see PASSWORD).
    account.set_password(PASSWORD)
    account.save(update_fields=["password", "password_is_long"])
    sign_agreement(account=account, version=agreement_for(account).version, name=persona.name)


def _import(lead: Viewer) -> None:
    # Yesterday is over everywhere: nothing in the data lies in the future, whatever the zone.
    plan = Plan(
        _ENROLLMENTS,
        seed=_SEED,
        as_of=date.today() - timedelta(days=1),
        years=_YEARS,
        deleted=0,
        under_way=_UNDER_WAY,
    )
    with tempfile.TemporaryDirectory(prefix="hearth-demo-") as folder:
        export = Path(folder) / "demo.zip"
        generate(plan, export, demo_community(plan), processes=1)
        run = load.new_run(source_name=SOURCE, file_name=export.name, account=lead.account)
        load.perform(run, export)


def _lines() -> list[str]:
    lines = [
        _("Log in as one of these; the password is the same for all: %(password)s") % {"password": PASSWORD}
    ]
    return lines + [f"  {persona.username:<10}{persona.title}" for persona in PERSONAS]
