"""How often one account may do what costs much or gives away much: search, export, upload, ask for a password.

The limits stand in settings (records/setting.py, `rate_...`), far above what a person does in a day of work and far
below what a script does. Where nobody is logged in, the address counts, and who is asked about counts too.
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.access.caller import address_of
from hearth.records.rates import count_up, forget_old_counts
from hearth.records.setting import setting

_MINUTE, _HOUR = 60, 3600
# View -> the setting that limits it, and the window. Only what is sent counts; looking at the form does not.
LIMITS: Final[dict[str, tuple[str, int]]] = {
    "find_client:find": ("rate_searches_a_minute", _MINUTE),
    "export:start": ("rate_exports_an_hour", _HOUR),
    "export:answer": ("rate_exports_an_hour", _HOUR),
    "exchange:new": ("rate_uploads_an_hour", _HOUR),
    "form_explorer:rules_of_coc": ("rate_uploads_an_hour", _HOUR),
    "reports:start": ("rate_reports_an_hour", _HOUR),
    "account_reset_password": ("rate_password_resets_an_hour", _HOUR),
}


class RateLimitMiddleware:
    """Answers 429, with the seconds to wait, to who did a thing too often."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Count what is sent to a limited view, and refuse what is too much. The view does not run then."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if request.method != "POST" or name not in LIMITS:
            return None
        key, seconds = LIMITS[name]
        # What holds for a login was read with it (account_middleware.py).
        most = int(request.login_values[key] if hasattr(request, "login_values") else setting(key))
        if not most:
            return None
        waits = [wait for count, wait in self._counted(request, key, seconds) if count > most]
        if not waits:
            return None
        template = "ui/too_often.html" if getattr(request, "htmx", False) else "429.html"
        response = render(request, template, {"minutes": -(-max(waits) // 60)}, status=429)
        response["Retry-After"] = str(max(waits))
        return response

    def _counted(self, request: HttpRequest, key: str, seconds: int) -> list[tuple[int, int]]:
        if request.user.is_authenticated:
            return [count_up(key, str(request.user.pk), seconds)]
        # The one page of these that is open to everybody: the address, and the person whose mail is asked for.
        subjects = [f"address {address_of(request)}", f"mail {request.POST.get('email', '').strip().lower()}"]
        return [count_up(key, hashlib.sha256(one.encode()).hexdigest(), seconds) for one in subjects]


def forget_counts() -> int:
    """Remove the counts of windows that are over; give how many."""
    return forget_old_counts(datetime.now(UTC) - timedelta(days=1))
