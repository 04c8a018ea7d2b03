"""The rows that an import refused: read them, take them along as CSV, mend one in place."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.access.viewer import requires
from hearth.actions.refusal import NotDone
from hearth.exchange.mend import mend_refused_row
from hearth.exchange.refused import refused_row, refused_rows, refused_rows_csv
from hearth.exchange.uploads import counts_of, import_run
from hearth.screens.exchange.small_forms import MendForm
from hearth.ui.notices import saved

_ROWS_ON_A_PAGE = 50


@require_safe
@requires("import_data")
def listing(request: Any, run_id: uuid.UUID) -> HttpResponse:
    """List the refused rows with their reasons: all, or those of one file (`?file=`)."""
    run = import_run(request.viewer, run_id)
    files = [one.file for one in counts_of(run) if one.refused]
    chosen = request.GET.get("file", "")
    rows = refused_rows(request.viewer, run_id)
    if chosen in files:
        rows = rows.filter(file=chosen)
    page = Paginator(rows, _ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"run": run, "files": files, "chosen": chosen, "page": page}
    return render(request, "exchange/refused.html", context)


@require_safe
@requires("import_data")
def download(request: Any, run_id: uuid.UUID) -> StreamingHttpResponse:
    """Send the refused rows, whole, as one CSV."""
    run = import_run(request.viewer, run_id)
    name = f"refused-{run.created_at:%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    lines = refused_rows_csv(request.viewer, run_id)
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("import_data")
def mend(request: Any, run_id: uuid.UUID, row_id: int) -> HttpResponse:
    """Show one refused row with its reason, or import it as it was mended."""
    found = refused_row(request.viewer, row_id)
    row = found.row
    if row.import_run_id != run_id:
        raise Http404
    form = MendForm(request.POST or None, file=row.file, column=row.column, values=found.values)
    if request.method == "POST" and form.is_valid():
        try:
            mend_refused_row(request.viewer, row_id, form.cleaned_data)
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            where = {"file": row.file, "line": row.line}
            saved(request, _("%(file)s, line %(line)s was imported.") % where)
            return redirect("exchange:refused", run_id)
    return render(request, "exchange/mend.html", {"run": row.import_run, "row": row, "form": form})
