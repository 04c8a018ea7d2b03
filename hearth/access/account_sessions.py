"""Logins as they live: begun, locked, ended (SEC-02, SEC-04, PWD-06). The middleware asks here at each request."""

from datetime import timedelta
from typing import Any

from allauth.account.signals import password_changed, password_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest

from hearth.access.account_settings import setting_of
from hearth.access.caller import address_of, browser_of
from hearth.access.log import log_sign_in
from hearth.records import clock
from hearth.records.models import Account, LoginSession, SignedAgreement, SignIn, TrustedDevice

Ended = LoginSession.Ended
# Activity is written down no oftener than this.
_STEP = timedelta(minutes=1)
# Django's own sessions end after a day (settings.SESSION_COOKIE_AGE).
_OVERDUE = timedelta(days=2)
_KEPT = timedelta(days=400)


def live_sessions(account: Account) -> "QuerySet[LoginSession]":
    """Give the logins of an account that live, newest first. One whose browser was closed lives until its hours end."""
    since = clock.instant() - timedelta(hours=setting_of(account, "session_hours"))
    return not_ended(account).filter(started_at__gt=since)


def not_ended(account: Account) -> "QuerySet[LoginSession]":
    """Give the logins of an account that nothing has ended yet."""
    return LoginSession.objects.filter(account=account, ended_at=None)


def session_of(request: HttpRequest) -> LoginSession | None:
    """Give the login that a request belongs to, or None when it ended or never was. It came with the viewer."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if viewer is not None and viewer.begun is not None:
        return viewer.begun.login  # type: ignore[no-any-return]
    return logins_with(request.session.session_key, request.user.pk).first()


def logins_with(session_key: Any, account: Any) -> "QuerySet[LoginSession]":
    """Give the login of an account that has a session's key and has not ended: one, or none.

    Every page needs with it what the person signed last, and when.
    """
    if not session_key:
        return LoginSession.objects.none()
    signed = SignedAgreement.objects.filter(account=OuterRef("account"))
    return LoginSession.objects.filter(session_key=session_key, ended_at=None, account=account).annotate(
        signed_version=Subquery(signed.values("version")[:1]),
        signed_at=Subquery(signed.values("signed_at")[:1]),
    )


def end(sessions: "QuerySet[LoginSession]", why: str) -> int:
    """End logins at once: their sessions are gone from the server. Gives how many."""
    ended = 0
    with transaction.atomic():
        for session in sessions.select_for_update():
            Session.objects.filter(session_key=session.session_key).delete()
            log_sign_in(SignIn.Kind.ENDED, session.account, session=session.session_key)
            session.session_key, session.ended_at, session.ended_why = "", clock.instant(), why
            session.save(update_fields=["session_key", "ended_at", "ended_why"])
            ended += 1
    return ended


def end_everything(account: Account, why: str) -> int:
    """End all that lets somebody in under an account: sessions, trusted devices, links, tokens. Gives the sessions.

    Links and sessions are bound to the account's generation, so even a session that no row tells of is over.
    """
    with transaction.atomic():
        account.generation += 1
        account.save(update_fields=["generation"])
        TrustedDevice.objects.filter(account=account).delete()
        return end(not_ended(account), why)


def is_over(session: LoginSession, hours: int) -> bool:
    """Say whether a login has lived as long as any may."""
    return clock.instant() >= session.started_at + timedelta(hours=hours)


def is_locked(session: LoginSession, idle_minutes: int) -> bool:
    """Say whether the password must be asked again: it was locked, or nothing happened for a while."""
    return session.locked_at is not None or seconds_left(session, idle_minutes) <= 0


def seconds_left(session: LoginSession, idle_minutes: int) -> int:
    """Give after how many seconds without activity the login locks."""
    return int((session.active_at + timedelta(minutes=idle_minutes) - clock.instant()).total_seconds())


def note_activity(session: LoginSession) -> None:
    """Write down that somebody is at work, once a minute."""
    now = clock.instant()
    if now - session.active_at >= _STEP:
        session.active_at = now
        session.save(update_fields=["active_at"])


def lock(session: LoginSession) -> None:
    """Lock a login until the password or passkey is given again."""
    if session.locked_at is None:
        session.locked_at = clock.instant()
        session.save(update_fields=["locked_at"])


def unlock(session: LoginSession) -> None:
    """Open a locked login again: somebody has just shown who they are."""
    session.locked_at, session.active_at = None, clock.instant()
    session.save(update_fields=["locked_at", "active_at"])


def forget_old() -> None:
    """End logins whose browser never came back, and forget those that ended long ago. The nightly job calls this."""
    now = clock.instant()
    overdue = LoginSession.objects.filter(ended_at=None, started_at__lt=now - _OVERDUE)
    overdue.update(session_key="", ended_at=now, ended_why=Ended.LIMIT)
    LoginSession.objects.filter(ended_at__lt=now - _KEPT).delete()


def begin(sender: Any, request: HttpRequest, user: Account, **_more: Any) -> None:
    """Write a new login down and, as the setting has it, end the account's others."""
    if request.session.session_key is None:
        request.session.save()
    if setting_of(user, "one_session"):
        end(not_ended(user), Ended.ELSEWHERE)
    now = clock.instant()
    LoginSession.objects.create(
        account=user,
        session_key=request.session.session_key or "",
        address=address_of(request),
        browser=browser_of(request),
        started_at=now,
        active_at=now,
    )


def finish(sender: Any, request: HttpRequest, user: Account | None, **_more: Any) -> None:
    """Write down that somebody signed out."""
    if user is not None and request.session.session_key:
        mine = LoginSession.objects.filter(session_key=request.session.session_key, account=user)
        mine.update(session_key="", ended_at=clock.instant(), ended_why=Ended.SIGNED_OUT)


def close_others(sender: Any, user: Account, **_more: Any) -> None:
    """End every login after the password changed: whoever knew the old one is out."""
    end(not_ended(user), Ended.ENDED_BY_SELF)


def listen() -> None:
    """Hear of logins, logouts and new passwords. Called at start-up (hearth/access/apps.py)."""
    password_changed.connect(close_others, dispatch_uid="hearth ends logins after a new password")
    password_reset.connect(close_others, dispatch_uid="hearth ends logins after a reset password")
    user_logged_in.connect(begin, dispatch_uid="hearth begins a login")
    user_logged_out.connect(finish, dispatch_uid="hearth ends a login")
