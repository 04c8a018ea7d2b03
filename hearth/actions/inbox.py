"""One person's inbox: what they were told, in words; what they have read; how they want to be told."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.notice_events import EVENTS, Event, Importance
from hearth.actions.notify import as_preferred
from hearth.actions.refusal import NotDone, Problem
from hearth.records.models import Account, Mailing, MailLanguage, Notice, NoticePreference

OFF = "off"


@dataclass(frozen=True, slots=True)
class Told:
    """A notice in the words of whoever reads it."""

    id: uuid.UUID
    subject: str
    text: str
    about: str
    address: str
    created_at: datetime
    is_read: bool
    is_security: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """How a person is told of one event: `inbox`, `at_once`, `daily` or `off`, and what they may choose."""

    event: str
    subject: str
    chosen: str
    allowed: tuple[str, ...]


def in_words(notice: Notice) -> Told:
    """Say a notice in the language in force. An event that is gone from the table is named by its key."""
    kind = EVENTS.get(notice.event)
    facts = {name: _localized(value) for name, value in notice.facts.items()}
    return Told(
        id=notice.id,
        subject=gettext(kind.subject) % facts if kind else notice.event,
        text=gettext(kind.text) % facts if kind else "",
        about=notice.about,
        address=notice.address,
        created_at=notice.created_at,
        is_read=notice.read_at is not None,
        is_security=kind is not None and kind.importance is Importance.SECURITY,
    )


def inbox(viewer: Viewer, *, unread_only: bool = False) -> "QuerySet[Notice]":
    """Give the viewer's own notices, newest first. Nobody reads another's inbox."""
    own = Notice.objects.filter(account=viewer.account, is_in_inbox=True)
    return own.filter(read_at=None) if unread_only else own


def unread(viewer: Viewer) -> int:
    """Count what the viewer has not read yet; for a page, as it was when the page began."""
    return viewer.begun.unread if viewer.begun else inbox(viewer, unread_only=True).count()


def read_notice(viewer: Viewer, notice_id: uuid.UUID) -> str:
    """Mark one's notice as read and give the address it leads to (blank: nowhere). Raises NotVisible."""
    notice = inbox(viewer).filter(pk=notice_id).first()
    if notice is None:
        raise NotVisible("There is no such notice.")
    if notice.read_at is None:
        Notice.objects.filter(pk=notice.pk).update(read_at=timezone.now())
    return notice.address


def read_all(viewer: Viewer) -> int:
    """Mark all of one's notices as read; give how many were not."""
    return inbox(viewer, unread_only=True).update(read_at=timezone.now())


def choices(viewer: Viewer) -> list[Choice]:
    """Give how the viewer is told of each event that can reach them, in the order of the table."""
    kept = {one.event: one for one in NoticePreference.objects.filter(account=viewer.account)}
    return [
        Choice(event, gettext(kind.subject), _as_choice(kind, kept.get(event)), allowed(kind))
        for event, kind in EVENTS.items()
        if all(viewer.may(right) for right in (kind.usually, kind.only_with) if right)
    ]


def allowed(kind: Event) -> tuple[str, ...]:
    """Give what may be chosen for an event. Security is fixed: told in the inbox and by mail at once."""
    if kind.importance is Importance.SECURITY:
        return (Mailing.AT_ONCE.value,)
    ways = ("inbox", Mailing.AT_ONCE.value, Mailing.DAILY.value)
    return ways if kind.importance is Importance.DUTY else (*ways, OFF)


def mail_language(viewer: Viewer) -> str | None:
    """Give the language of the viewer's mails; None where they have not chosen one."""
    return MailLanguage.objects.filter(account=viewer.account).values_list("language", flat=True).first()


def keep_choices(viewer: Viewer, chosen: Mapping[str, str], language: str) -> None:
    """Keep how the viewer wants to be told, per event, and in which language mails come.

    Raises NotDone for what an event does not allow, and stores nothing then.
    """
    rows = []
    for event, way in chosen.items():
        if event not in EVENTS or way not in allowed(EVENTS[event]):
            raise NotDone([Problem(gettext("This notice cannot be turned off."), "notice/choice")])
        if EVENTS[event].importance is not Importance.SECURITY:
            mailing = Mailing(way) if way in {Mailing.AT_ONCE, Mailing.DAILY} else Mailing.NONE
            rows.append(
                NoticePreference(account=viewer.account, event=event, is_in_inbox=way != OFF, mailing=mailing)
            )
    NoticePreference.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["account", "event"],
        update_fields=["is_in_inbox", "mailing"],
    )
    MailLanguage.objects.update_or_create(account=viewer.account, defaults={"language": language})


def _as_choice(kind: Event, kept: NoticePreference | None) -> str:
    is_in_inbox, mailing = as_preferred(kind, kept)
    if mailing != Mailing.NONE:
        return str(mailing)
    return "inbox" if is_in_inbox else OFF


def _localized(value: str) -> str:
    """Give a fact as people write it: days and moments by the language, all else as it is."""
    moment: date | None = None
    try:
        moment = parse_date(value) or parse_datetime(value)
    except ValueError:
        return value
    return date_format(moment, "j M Y") if moment else value


def account_language(account: Account) -> str | None:
    """Give the language that an account chose for its mails."""
    return MailLanguage.objects.filter(account=account).values_list("language", flat=True).first()
