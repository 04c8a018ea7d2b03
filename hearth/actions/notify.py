"""Tell people that something happened: the one door to every inbox and every mail.

    notify("account_locked", [account], facts={"hours": 3}, address="/account/")
    notify("unusual_activity", usual_receivers("unusual_activity", coc="XX-501"), about=client.unique_identifier, ...)

A notice has identifiers and a path, never a client's name. A notice belongs to the transaction it is made in; its
mail goes out by a job (hearth/jobs/notices.py), so nobody waits for a mail server.
"""

import re
import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from hearth.access.roles import roles
from hearth.access.viewer import Viewer
from hearth.actions.notice_events import EVENTS, Event, Importance
from hearth.records import guard
from hearth.records.models import Account, AgencyRole, Mailing, Notice, NoticePreference, Organization
from hearth.records.names import is_identifier

# A number, a day, a moment, or an identifier. The last has a digit: no name of a person has one.
_NUMBER_OR_ID = re.compile(r"(?=[^\d]*\d)[A-Za-z0-9_.:#+-]{1,100}")
_PATH = re.compile(r"/(?!/)[A-Za-z0-9_./#?=&:-]*")
_NAMED = re.compile(r"%\((\w+)\)s")


def notify(
    event: str,
    to: Iterable[Account],
    *,
    about: str = "",
    address: str = "",
    facts: Mapping[str, object] | None = None,
) -> None:
    """Put a notice into the inbox of each account, and queue its mail, as each of them prefers.

    `about` is an identifier, `address` a path inside Hearth, `facts` the values that the event's text asks for:
    numbers, dates, identifiers and user names.

    Raises KeyError for an event that is not in the table, ValueError for a value that could be a person's name, for an
    address that leads elsewhere, and for a fact that the event's text needs and was not given.
    """
    kind = EVENTS[event]
    told = _checked(event, kind, facts or {})
    if about and not _is_harmless(about):
        raise ValueError(f"{event}: `about` must be an identifier.")
    if address and not _PATH.fullmatch(address):
        raise ValueError(f"{event}: `address` must be a path inside Hearth.")
    accounts = list({account.pk: account for account in to}.values())
    chosen = {
        preference.account_id: preference
        for preference in NoticePreference.objects.filter(account__in=accounts, event=event)
    }
    notices = []
    for account in accounts:
        is_in_inbox, mailing = as_preferred(kind, chosen.get(account.pk))
        if is_in_inbox or mailing != Mailing.NONE:
            notices.append(
                Notice(
                    account=account,
                    event=event,
                    about=about,
                    address=address,
                    facts=told,
                    is_in_inbox=is_in_inbox,
                    mailing=mailing,
                )
            )
    Notice.objects.bulk_create(notices)


def as_preferred(kind: Event, preference: NoticePreference | None) -> tuple[bool, str]:
    """Give whether a notice goes to the inbox, and how it is mailed. Security is told in both ways, always."""
    if kind.importance is Importance.SECURITY or preference is None:
        return True, kind.mailing
    is_in_inbox = preference.is_in_inbox or kind.importance is Importance.DUTY
    return is_in_inbox, preference.mailing


def usual_receivers(
    event: str,
    *,
    organization_id: uuid.UUID | str | None = None,
    coc: str | None = None,
    but: Account | None = None,
) -> list[Account]:
    """Give who is usually told of an event: the active holders of its right, at the agency or in the CoC concerned.

    Who works for an agency is told of that agency's events; who leads a CoC of its CoC's and of those of the agencies
    in it; an event without a place concerns the whole instance. `but` is left out: who did it need not be told.
    Raises KeyError for an event without usual receivers.
    """
    right = EVENTS[event].usually
    if not right:
        raise KeyError(f"{event} is told to the person it is about.")
    holders = [key for key, role in roles().items() if right in role.rights]
    agency = None
    if organization_id is not None:
        agency = guard.everything(Organization, "who is told of an agency's events").get(pk=organization_id)
    found: dict[object, Account] = {}
    with guard.inside_wrapper():
        rows = list(
            AgencyRole.objects.filter(role__in=holders, account__is_active=True)
            .select_related("account", "organization")
            .order_by("account__username", "id")
        )
    for row in rows:
        if (but is None or row.account_id != but.pk) and _is_meant(
            Viewer(row.account, row), right, agency, coc
        ):
            found[row.account_id] = row.account
    return list(found.values())


def _is_meant(holder: Viewer, right: str, agency: Organization | None, coc: str | None) -> bool:
    """Say whether a holder of the right has it where the event happened; without a place, for all of this instance."""
    if agency is None and coc is None:
        return holder.may(right, everywhere=True)
    if coc is not None and holder.sees_community:
        return holder.may(right, coc=coc)
    return agency is not None and holder.may(right, organization=agency)


def _checked(event: str, kind: Event, facts: Mapping[str, object]) -> dict[str, str]:
    told = {
        name: value.isoformat() if isinstance(value, date | datetime) else str(value)
        for name, value in facts.items()
    }
    missing = set(_NAMED.findall(kind.subject + kind.text)) - set(told)
    if missing:
        raise ValueError(f"{event}: its text needs the facts {', '.join(sorted(missing))}.")
    for name, value in told.items():
        if not (_is_harmless(value) or _is_user_name(value)):
            raise ValueError(f"{event}: {name} must be a number, a date, an identifier or a user name.")
    return told


def _is_harmless(value: str) -> bool:
    return bool(_NUMBER_OR_ID.fullmatch(value)) or is_identifier(value)


def _is_user_name(value: str) -> bool:
    return Account.objects.filter(username=value).exists()
