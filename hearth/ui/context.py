"""What the frame of every page needs to know, for TEMPLATES' context_processors."""

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    """The stripe of a site that holds no real people ("training", "demo" or ""), and when an idle page locks."""
    values = getattr(request, "login_values", None)
    return {"stripe": settings.HEARTH_STRIPE, "idle_minutes": values["idle_minutes"] if values else None}
