"""Keep what a site is: its name, its address, and whether that stays inside the agency."""

import re
import uuid
from dataclasses import asdict, dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hearth.access.sites import site_to_keep
from hearth.access.viewer import Viewer
from hearth.actions.keep_program import RIGHT
from hearth.actions.kept_here import stop_if_kept_elsewhere
from hearth.actions.refusal import NotDone, Problem
from hearth.records import guard
from hearth.records.models import Site
from hearth.records.write import change


@dataclass(frozen=True, slots=True)
class SiteSaid:
    """What is said of a site; the geocode is HUD's (2.03.2)."""

    name: str
    address: str = ""
    city: str = ""
    state: str = ""
    zip_code: str = ""
    geocode: str = ""
    is_confidential: bool = False


def keep_site(*, viewer: Viewer, site_id: uuid.UUID, said: SiteSaid) -> Site:
    """Change a site. Raises PermissionDenied, NotVisible (also where the place must stay secret from them), NotDone.

    Who is not of the agency can keep a place secret, and then neither sees it nor opens it again.
    """
    site = site_to_keep(viewer, site_id)
    if not viewer.may(RIGHT, organization=site.organization):
        raise PermissionDenied
    stop_if_kept_elsewhere(site.organization)
    problems = _problems(site, said)
    if problems:
        raise NotDone(problems)
    changed = [name for name, value in asdict(said).items() if getattr(site, name) != value]
    if changed:
        with change(by=viewer.account, action="keep_site"):
            for name in changed:
                setattr(site, name, getattr(said, name))
            site.save(update_fields=changed)
    return site


def _problems(site: Site, said: SiteSaid) -> list[Problem]:
    found = []
    same = guard.everything(Site, "is the name of a site taken").filter(
        organization=site.organization_id, name=said.name, date_deleted=None
    )
    if same.exclude(pk=site.pk).exists():
        text = _("The agency has a site %(name)s already.") % {"name": said.name}
        found.append(Problem(text, "site/name"))
    if said.state and not re.fullmatch("[A-Z]{2}", said.state):
        found.append(Problem(_("Give the state by its two letters: CA."), "site/state"))
    if said.zip_code and not re.fullmatch("[0-9]{5}", said.zip_code):
        found.append(Problem(_("A ZIP code has five digits."), "site/zip_code"))
    if said.geocode and not re.fullmatch("[0-9]{6}", said.geocode):
        found.append(Problem(_("A geocode has six digits."), "site/geocode"))
    return found
