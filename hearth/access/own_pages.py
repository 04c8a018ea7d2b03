"""Pages about the person themselves: they stay open when client data does not."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest

_View = TypeVar("_View", bound=Callable[..., Any])
# Of allauth: what somebody may still do while the page is locked.
_OPEN_WHILE_LOCKED = {"account_logout"}


def own_page(view: _View) -> _View:
    """Mark a page that shows nothing of clients: it opens without a signed agreement and from any address."""
    view.is_own_page = True  # type: ignore[attr-defined]
    return view


def open_while_locked(view: _View) -> _View:
    """Mark a page that works while the password is asked again: the lock page itself."""
    view.is_open_while_locked = True  # type: ignore[attr-defined]
    return own_page(view)


def is_own_page(view: Callable[..., Any]) -> bool:
    """Say whether a page shows nothing of clients: allauth's pages, those marked, and those that need no login."""
    view_class = getattr(view, "view_class", view)
    return (
        view_class.__module__.startswith("allauth.")
        or getattr(view, "is_own_page", False)
        or not getattr(view, "login_required", True)
    )


def is_open_while_locked(view: Callable[..., Any], request: HttpRequest) -> bool:
    """Say whether a page works while the login is locked."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    return getattr(view, "is_open_while_locked", False) or name in _OPEN_WHILE_LOCKED
