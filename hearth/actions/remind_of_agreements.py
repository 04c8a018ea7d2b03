"""Remind people, once, that their confidentiality agreement soon has to be signed again (PRV-09)."""

from datetime import timedelta

from hearth.access.account_agreement import agreement_for, holds_until, last_signature
from hearth.access.account_settings import setting_of
from hearth.actions.notify import notify
from hearth.records import clock
from hearth.records.models import Account, Notice

_EVENT = "agreement_due"


def remind_of_agreements() -> None:
    """Tell everybody whose signature ends within the set days and who was not told of that day yet."""
    for account in Account.objects.filter(is_active=True).order_by("pk"):
        agreement = agreement_for(account)
        until = holds_until(last_signature(account), agreement.version, agreement.days)
        soon = clock.instant() + timedelta(days=setting_of(account, "agreement_reminder_days"))
        if until is None or not clock.instant() < until <= soon:
            continue
        on = until.date().isoformat()
        if not Notice.objects.filter(account=account, event=_EVENT, facts__on=on).exists():
            notify(_EVENT, [account], address="/account/agreement/", facts={"on": on})
