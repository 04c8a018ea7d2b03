"""Which statements PostgreSQL plans once for a connection: those about one person, whose plan costs more than they do.

A list is planned for its own program or agency: one of a hundred people and one of half of all need different plans.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

_OF_ONE_PERSON = re.compile(r"/(clients|enrollments)/[0-9a-f-]{36}/")
_IS_PLANNED_ONCE: ContextVar[bool] = ContextVar("is_planned_once", default=False)


def is_planned_once() -> bool:
    """Say whether what is asked now is planned once."""
    return _IS_PLANNED_ONCE.get()


@contextmanager
def planned_once() -> Iterator[None]:
    """Have what is asked in the block planned once, for any values that come later."""
    with _set(True):
        yield


@contextmanager
def planned_each_time() -> Iterator[None]:
    """Have what is asked in the block planned for its own values: whom thousands are named like is sought otherwise."""
    with _set(False):
        yield


@contextmanager
def _set(value: bool) -> Iterator[None]:
    before = _IS_PLANNED_ONCE.set(value)
    try:
        yield
    finally:
        _IS_PLANNED_ONCE.reset(before)


def pages_of_one_person_are_planned_once(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Let the statements of a page of one person be planned once. What is sent is seldom the same."""

    def respond(request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} or not _OF_ONE_PERSON.match(request.path):
            return answer(request)
        with planned_once():
            return answer(request)

    return respond
