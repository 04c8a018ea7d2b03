"""Everything that was recorded in an enrollment, in one list that can be filtered. Uses no action."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from hearth.access.enrollment_history import CORRECTIONS, EnrollmentHistory, kinds_for
from hearth.access.history import steps_of
from hearth.access.household import household_of
from hearth.access.log import log_reading
from hearth.access.viewer import Viewer, requires
from hearth.screens.enrollment_frame import enrollment_page
from hearth.screens.history.form import KindForm
from hearth.screens.history.recorded import Line, line_of
from hearth.screens.told_acts import ChangedAnswer, answer

_ROWS_ON_A_PAGE = 25


@require_safe
@requires("find_client")
def enrollment(request: Any, enrollment_id: uuid.UUID) -> HttpResponse:
    """Show what was recorded in the stay and what was corrected, the latest day first, by kind."""
    viewer: Viewer = request.viewer
    one = viewer.enrollment(enrollment_id)
    log_reading(viewer, "history", one.client, about=one.pk)
    form = KindForm(request.GET, kinds=kinds_for(viewer))
    household = household_of(viewer, one)
    found: Any = EnrollmentHistory(viewer, one, form.kinds)
    page = Paginator(found, _ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    clients = {member.enrollment.pk: member.enrollment.client for member in household}
    changed = _changed(viewer, one) if any(row.kind == CORRECTIONS for row in rows) else {}
    lines: Sequence[Line] = [line_of(viewer, one, row, clients, changed) for row in rows]
    return enrollment_page(
        request,
        "history/stay.html",
        one,
        "history",
        household=household,
        form=form,
        page=page,
        lines=lines,
        zone=viewer.zone,
        may_see_history=viewer.may("see_history"),
    )


def _changed(viewer: Viewer, enrollment: Any) -> dict[uuid.UUID, list[ChangedAnswer]]:
    """Give what each act changed in the enrollment itself, before and after."""
    return {
        step.change_id: [answer(enrollment, one) for one in step.fields]
        for step in steps_of(viewer, [enrollment])[enrollment.pk]
    }
