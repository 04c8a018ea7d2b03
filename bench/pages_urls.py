"""The product's own addresses, and two pages that say hello: to anybody, and to who is logged in.

All that stands before a page stands before them too; they ask and show nothing.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def hello(_request: HttpRequest) -> HttpResponse:
    """Say hello."""
    return HttpResponse("hello")


urlpatterns = [
    path("bench/hello/", login_not_required(hello)),
    path("bench/hello/signed-in/", hello),
    path("", include("hearth.site.urls")),
]
