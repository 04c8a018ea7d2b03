"""The last search of a session, so that "Back" from a client shows it again without words in the address."""

import secrets

from django.http import HttpRequest

_KEY = "search"


def keep(request: HttpRequest, words: str) -> str:
    """Keep the words and give the mark under which the address finds them. Only the last search is kept."""
    mark = secrets.token_urlsafe(6)
    request.session[_KEY] = {"mark": mark, "words": words}
    return mark


def kept(request: HttpRequest, mark: str) -> str:
    """Give the words kept under a mark, or nothing."""
    search = request.session.get(_KEY, {})
    return str(search["words"]) if mark and search.get("mark") == mark else ""
