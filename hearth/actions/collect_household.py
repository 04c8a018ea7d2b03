"""Store what the members of a household answered in one talk: all of it or nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from hearth.access.viewer import Viewer
from hearth.actions.collect import collect
from hearth.records.models import DataCollection
from hearth.records.write import change


def collect_household(*, viewer: Viewer, talks: Sequence[Mapping[str, Any]]) -> list[DataCollection]:
    """Store several collections in one change and give them; each of `talks` are the arguments of `collect`.

    Raises what `collect` raises. In each case nothing is stored of anybody.
    """
    with change(by=viewer.account, action="collect"):
        return [collect(viewer=viewer, **talk) for talk in talks]
