"""The last searches of a session, so that "Back" from a client shows one again without words in the address.

Each stands in the session by itself: who presses Enter while the search as one typed is still on the way asks twice at
once, and the page of one must not be empty because the other was kept after it.
"""

import secrets

from django.http import HttpRequest

from hearth.screens.kept_apart import keep_apart, kept_apart

_KIND = "search"
# What one types in a minute, and the searches of a few tabs.
_MOST = 10


def keep(request: HttpRequest, words: str) -> str:
    """Keep the words and give the mark under which the address finds them. The oldest ones go."""
    mark = secrets.token_urlsafe(6)
    keep_apart(request, _KIND, mark, words, _MOST)
    return mark


def kept(request: HttpRequest, mark: str) -> str:
    """Give the words kept under a mark, or nothing."""
    return str(kept_apart(request, _KIND, mark) or "")
