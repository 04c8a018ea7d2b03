"""Pages are never kept by a browser or a proxy: on a shared computer, Back must not show a client."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def no_store(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Mark every answer that does not say otherwise as not to be stored. Static files are served before this."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return respond
