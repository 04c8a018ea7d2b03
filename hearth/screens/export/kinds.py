"""The kinds of export that can be asked for: three of one's own choice, and the presets."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from hearth.access.viewer import Viewer
from hearth.exchange.presets import Preset, presets

WHOLE, PROGRAMS, COC = "whole", "programs", "coc"


@dataclass(frozen=True, slots=True)
class ExportKind:
    """One kind of export: its address, and its words."""

    code: str
    title: str
    description: str
    preset: Preset | None = None


def kinds(viewer: Viewer) -> dict[str, ExportKind]:
    """Give the kinds by code, in the words of how far the viewer sees."""
    if viewer.sees_every_coc:
        whole = (_("The whole community"), _("Every program of every agency."))
    elif viewer.sees_community:
        whole = (
            _("The whole CoC"),
            _("Every program in your CoC, and the households that are served there."),
        )
    else:
        whole = (_("The whole agency"), _("Every program of your agency."))
    own = [
        ExportKind(WHOLE, *whole),
        ExportKind(
            PROGRAMS, _("Chosen programs"), _("The programs that you tick, and exactly their people.")
        ),
        ExportKind(
            COC,
            _("A CoC"),
            _(
                "The programs in a CoC, and the households that are served there. For communities with several."
            ),
        ),
    ]
    known = [ExportKind(one.code, one.title, one.description, one) for one in presets().values()]
    return {kind.code: kind for kind in [*own, *known]}
