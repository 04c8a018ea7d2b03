"""Switch to another of one's agencies."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.access.agencies import agencies_of
from hearth.access.middleware import AGENCY_ROLE_KEY
from hearth.ui import notices


@require_POST
def switch_agency(request: HttpRequest) -> HttpResponse:
    """Work as another agency from now on, and go home: the page left behind may belong to the other one."""
    chosen = next(
        (agency for agency in agencies_of(request.viewer) if str(agency.id) == request.POST.get("agency")),  # type: ignore[attr-defined]
        None,
    )
    if chosen is None:
        raise Http404
    request.session[AGENCY_ROLE_KEY] = chosen.id
    notices.saved(request, _("You now work as %(agency)s.") % {"agency": chosen.name})
    return redirect("home:home")
