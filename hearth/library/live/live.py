"""A live list: columns and choices as a listing has them, and rows that are read through a viewer.

What it lists depends on who asks, so its runs are their alone who asked (see `ReportRun` in hearth/access).
"""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hearth.access.viewer import Viewer
from hearth.reports.everyday.listing import Listing

# Reads the rows of some projects (none: of what the viewer works with), each by the names of its columns.
Rows = Callable[[Viewer, Sequence[uuid.UUID]], Iterable[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Live:
    """A live list. `right` is needed beside that of running reports; blank for none.

    `asks_programs` tells that programs are chosen; without it the list is about the viewer's agency or community.
    """

    listing: Listing
    rows: Rows
    right: str = ""
    asks_programs: bool = False
