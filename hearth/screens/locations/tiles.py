"""The map: one PMTiles file of the operator's (HEARTH_MAP), read in pieces. No other host is ever asked (VSP-08)."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from hearth.access.viewer import requires

_RANGE = re.compile(r"bytes=(\d+)-(\d+)")
# PMTiles asks for its directories and single tiles.
_MOST = 8 * 1024 * 1024


def map_file() -> Path | None:
    """Give the operator's map, where there is one."""
    path = Path(settings.HEARTH_MAP) if settings.HEARTH_MAP else None
    return path if path and path.is_file() else None


@require_safe
@requires("keep_locations")
def tiles(request: Any) -> HttpResponse:
    """Give a piece of the map file (an HTTP range of it)."""
    path = map_file()
    if path is None:
        raise Http404
    size = path.stat().st_size
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    begin, end = (int(asked[1]), min(int(asked[2]), size - 1)) if asked else (0, 16383)
    end = min(end, size - 1)
    if begin > end or end - begin >= _MOST:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with path.open("rb") as file:
        file.seek(begin)
        piece = file.read(end - begin + 1)
    return HttpResponse(
        piece,
        status=206,
        content_type="application/vnd.pmtiles",
        headers={
            "Content-Range": f"bytes {begin}-{end}/{size}",
            "Accept-Ranges": "bytes",
            "Content-Disposition": "attachment",
        },
    )
