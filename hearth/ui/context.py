"""What the frame of every page needs to know, for TEMPLATES' context_processors."""

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    """The stripe of a site that holds no real people ("training", "demo" or "")."""
    return {"stripe": settings.HEARTH_STRIPE}
