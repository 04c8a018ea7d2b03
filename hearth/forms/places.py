"""The list of places where people stay, to be found by words: 3.12 Destination, 3.917, 4.12."""

from typing import Any

from django.utils.translation import gettext as _

from hearth.forms.words import translated
from hearth.hud.places import places
from hearth.ui.forms import Guide, GuidedSelect


def place_select(attrs: dict[str, Any] | None = None, *, compact: bool = False) -> GuidedSelect:
    """Make the widget for a question that is answered by list 3.12.1, with HUD's definitions beside the answers.

    `compact`: as in a cell of a grid, where few words have room above the field.
    """
    guides = {code: Guide(translated(one.means), one.words) for code, one in places().items()}
    if compact:
        return GuidedSelect(attrs, guides=guides, label=_("Find it by words"))
    label = _("Find it by words, such as “with a friend”, “jail”, “own apartment with voucher”")
    return GuidedSelect(attrs, guides=guides, label=label)
