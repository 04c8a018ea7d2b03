"""Decide about an import: agree to it or not, cancel it, undo it. See hearth/exchange/uploads.py."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from hearth.access.viewer import requires
from hearth.exchange.uploads import accept_import, refuse_import


@require_POST
@requires("import_data")
def answer(request: Any, run_id: uuid.UUID) -> HttpResponse:
    """Import what was held, or leave it: anything but `do=agree` stores nothing."""
    decide = accept_import if request.POST.get("do") == "agree" else refuse_import
    decide(request.viewer, run_id)
    return redirect("exchange:run", run_id)
