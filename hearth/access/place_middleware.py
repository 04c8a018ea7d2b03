"""Say on which page a request works: changes and readings carry the name of its route, never its address."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from hearth.records.place import now_at, working_at


class PlaceMiddleware:
    """Sets the place (hearth/records/place.py) for the time of a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with working_at(""):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> None:
        """Name the page, now that its route is known."""
        if request.resolver_match is not None:
            now_at(request.resolver_match.view_name)
