"""A plugin of pytest (`make slowed`): the live server answers late, and each page comes in pieces.

A browser test that does not wait for what it looks at passes as long as server and machine are quick, and fails by
chance in CI. Here it fails at once: every answer is late, a page stops after its first byte, which holds no element,
and stops again in its middle. How long is drawn, so that two answers may come in another order than they were asked.
"""

import random
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse

_answer: Callable[..., Any] = WSGIHandler.__call__
# Seconds. The shortest is long beside a click of Playwright's, the longest short beside what `expect` waits.
_SHORTEST, _LONGEST = 0.05, 0.25


def _pause() -> None:
    time.sleep(random.uniform(_SHORTEST, _LONGEST))


def _answer_late(self: WSGIHandler, environ: dict[str, Any], start_response: Any) -> Any:
    _pause()
    response = _answer(self, environ, start_response)
    if isinstance(response, HttpResponse) and response.headers.get("Content-Type", "").startswith(
        "text/html"
    ):
        return _InPieces(response)
    return response


class _InPieces:
    """A page as WSGI sends it; the server closes it when it is sent."""

    def __init__(self, response: HttpResponse) -> None:
        self._content = response.content
        self.close = response.close

    def __iter__(self) -> Iterator[bytes]:
        middle = len(self._content) // 2
        yield self._content[:1]
        _pause()
        yield self._content[1:middle]
        _pause()
        yield self._content[middle:]


WSGIHandler.__call__ = _answer_late  # type: ignore[method-assign]
