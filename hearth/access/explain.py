"""Why a person may do something, or what is missing: the same steps that a request goes through, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hearth.access.account_agreement import agreement_for, holds_until, last_signature
from hearth.access.account_state import State, state_of
from hearth.access.people import person
from hearth.access.reach import reaches_project
from hearth.access.roles import pending_rights, rights
from hearth.access.viewer import Viewer, viewer_of
from hearth.records.models import Account, Organization, Project

RIGHT = "explain_access"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that has to be so, and whether it is. With `is_advice` it is told and decides nothing."""

    holds: bool
    text: str
    is_advice: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer: yes where every step holds."""

    may: bool
    steps: tuple[Step, ...]


def explain(
    viewer: Viewer, account: Account, right: str, organization: Organization, project: Project | None = None
) -> Explanation:
    """Say whether the account may use a right when it works as the agency, at one of the programs if one is named.

    Raises PermissionDenied without the right to ask, NotVisible for an account that the viewer does not reach,
    KeyError for a right that does not exist.
    """
    if not viewer.may(RIGHT, organization=organization):
        raise PermissionDenied
    person(viewer, account.pk, RIGHT)
    steps = (*_of_the_account(account), *_of_the_role(account, right, organization, project))
    return Explanation(all(step.holds for step in steps if not step.is_advice), steps)


def _of_the_account(account: Account) -> Iterator[Step]:
    words = {
        State.ACTIVE: _("The account is active."),
        State.PAUSED: _("The account is paused: its owner did not log in for a while and can open it again."),
        State.RESTING: _("The account rests: its owner has to be trained anew before the lead opens it."),
        State.CLOSED: _("The account was deactivated."),
    }
    state = state_of(account)
    yield Step(state is State.ACTIVE, words[state])
    agreement, signature = agreement_for(account), last_signature(account)
    until = holds_until(signature, agreement.version, agreement.days)
    if until is None:
        yield Step(False, _("The agreement that holds now is not signed."))
    elif until <= timezone.now():
        yield Step(False, _("The signature of the agreement ended on %(day)s.") % {"day": _day(until)})
    else:
        yield Step(True, _("The agreement is signed, until %(day)s.") % {"day": _day(until)})


def _of_the_role(
    account: Account, right: str, organization: Organization, project: Project | None
) -> Iterator[Step]:
    names = {"agency": organization.organization_name, "right": rights()[right]}
    at = viewer_of(account)
    row = (
        next((one for one in at.agency_roles if one.organization_id == organization.pk), None) if at else None
    )
    at = viewer_of(account, row.id) if row else None
    if at is None:
        yield Step(False, _("The person has no role at %(agency)s.") % names)
        return
    names["role"] = at.role.name or at.agency_role.role
    yield Step(True, _("The person works at %(agency)s as %(role)s.") % names)
    if right in at.role.rights:
        yield Step(True, _("The role %(role)s gives this right.") % names)
    else:
        yield Step(False, _("The role %(role)s does not give this right.") % names)
    if right in pending_rights():
        yield Step(False, _("Hearth has no such feature yet, so nobody has this right."))
    yield Step(bool(at.cocs is None or at.cocs), _reach_of(at))
    if project is not None:
        # Asked of the same answer that screens and actions ask: the role's other rights do not matter here.
        words = _("The role reaches the program %(program)s.")
        reached = reaches_project(at, project)
        if not reached:
            words = _("The role does not reach the program %(program)s.")
        yield Step(reached, words % {"program": project.project_name})
    if at.role.training:
        text = _(
            "The role asks for training: %(names)s. Hearth does not keep trainings yet; the lead vouches for it."
        )
        yield Step(True, text % {"names": ", ".join(at.role.training)}, is_advice=True)


def _reach_of(at: Viewer) -> str:
    if at.cocs is not None and not at.cocs:
        return _("The role leads one CoC, and nobody said which one: it reaches nothing.")
    if at.cocs is not None:
        return _("The role reaches %(cocs)s.") % {"cocs": ", ".join(sorted(at.cocs))}
    if at.sees_community:
        return _("The role reaches every agency.")
    return _("The role reaches the programs of this agency.")


def _day(when: datetime) -> str:
    return date_format(when, "j M Y")
