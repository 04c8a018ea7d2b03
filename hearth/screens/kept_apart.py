"""What a session keeps several of: searches, clients who are asked. Each stands in it by itself.

A request writes only the keys that it changed (hearth/site/sessions.py). Of a list or a dict under one key, two
requests that overlap (two tabs, Enter while an answer is on the way) would keep what the later one made of it, and
forget the other.
"""

from typing import Any

from django.http import HttpRequest


def keep_apart(request: HttpRequest, kind: str, mark: str, value: Any, most: int) -> None:
    """Keep a value of JSON under its own mark. Where there are more than `most` of its kind, the oldest go."""
    older = [key for key, _value in request.session.items() if key.startswith(f"{kind}-")]
    for key in older[: max(0, len(older) + 1 - most)]:
        del request.session[key]
    request.session[f"{kind}-{mark}"] = value


def kept_apart(request: HttpRequest, kind: str, mark: str) -> Any:
    """Give the value kept under a mark, None where there is none."""
    return request.session.get(f"{kind}-{mark}")


def forget_apart(request: HttpRequest, kind: str, mark: str) -> None:
    """Keep the value no longer."""
    request.session.pop(f"{kind}-{mark}", None)
