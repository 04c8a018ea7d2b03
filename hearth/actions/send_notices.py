"""Send the mails of notices: at once, or in one mail a day. What fails is tried again, and kept where it is seen."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, ngettext, override

from hearth.actions.inbox import account_language, in_words
from hearth.actions.notify import notify, usual_receivers
from hearth.records import clock
from hearth.records.models import Account, Mailing, Notice
from hearth.records.setting import setting

TRIES = 5
# Five minutes, then 20, 80 and 320: a mail server that was away for a night is met again.
_FIRST_WAIT = timedelta(minutes=5)
_AT_A_TIME = 200


def send_at_once() -> int:
    """Send each notice that waits to be mailed at once, as a mail of its own; give how many went out."""
    sent = 0
    for notice_id in _waiting(Mailing.AT_ONCE).values_list("pk", flat=True)[:_AT_A_TIME]:
        with transaction.atomic():
            notice = _claimed(_waiting(Mailing.AT_ONCE).filter(pk=notice_id)).first()
            if notice is not None:
                sent += _send(notice.account, [notice])
    return sent


def send_digests(now: datetime | None = None) -> int:
    """At the hour of digests, send each account what waits for it in one mail; give how many mails went out."""
    hour = (now or clock.now()).hour
    if hour != setting("digest_hour"):
        return 0
    sent = 0
    waiting = _waiting(Mailing.DAILY)
    for account_id in list(waiting.order_by().values_list("account", flat=True).distinct()):
        with transaction.atomic():
            notices = list(_claimed(waiting.filter(account=account_id)).order_by("created_at", "pk"))
            if notices:
                sent += _send(notices[0].account, notices)
    return sent


def mails_that_failed() -> "QuerySet[Notice]":
    """Give the notices whose mail failed and did not go out since, newest first: for who runs this system."""
    return Notice.objects.filter(mailed_at=None).exclude(mail_failure="").select_related("account")


def _waiting(mailing: Mailing) -> "QuerySet[Notice]":
    is_time = Q(mail_next_try_at=None) | Q(mail_next_try_at__lte=timezone.now())
    return Notice.objects.filter(is_time, mailing=mailing, mailed_at=None, mail_given_up_at=None)


def _claimed(rows: "QuerySet[Notice]") -> "QuerySet[Notice]":
    """Lock the rows, so that two workers do not send one mail twice."""
    return rows.select_for_update(skip_locked=True, of=("self",)).select_related("account")


def _send(account: Account, notices: Sequence[Notice]) -> int:
    with override(account_language(account) or settings.LANGUAGE_CODE):
        subject, body = _written(notices)
        mail = EmailMessage(settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + subject, body, to=[account.email])
    rows = Notice.objects.filter(pk__in=[notice.pk for notice in notices])
    try:
        mail.send()
    except Exception as problem:  # a refused address and a dead server alike: kept, tried again, shown
        _failed(rows, notices[0].mail_tries + 1, type(problem).__name__)
        return 0
    rows.update(mailed_at=timezone.now(), mail_failure="")
    return 1


def _written(notices: Sequence[Notice]) -> tuple[str, str]:
    told = [in_words(notice) for notice in notices]
    parts = [
        "\n".join(
            line
            for line in (
                one.subject,
                one.text,
                gettext("About: %(about)s") % {"about": one.about} if one.about else "",
                f"{settings.HEARTH_ADDRESS}{one.address}" if one.address else "",
            )
            if line
        )
        for one in told
    ]
    ending = gettext("Which mails you get: %(address)s") % {
        "address": f"{settings.HEARTH_ADDRESS}/inbox/preferences/"
    }
    many = ngettext("%(count)s notice", "%(count)s notices", len(told)) % {"count": len(told)}
    subject = told[0].subject if len(told) == 1 else many
    return subject, "\n\n".join([*parts, ending]) + "\n"


def _failed(rows: "QuerySet[Notice]", tries: int, failure: str) -> None:
    now = timezone.now()
    given_up = now if tries >= TRIES else None
    rows.update(
        mail_tries=tries,
        mail_failure=failure[:100],
        mail_next_try_at=now + _FIRST_WAIT * 4 ** (tries - 1),
        mail_given_up_at=given_up,
    )
    if given_up:
        # In the inbox only: a mail about mails that fail would fail too.
        notify(
            "mail_given_up",
            usual_receivers("mail_given_up"),
            facts={"count": rows.count()},
            address="/inbox/mails/",
        )
