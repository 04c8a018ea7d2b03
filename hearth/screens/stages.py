"""The stages of a collection (5.03.1): how they are called in addresses and on pages."""

from hearth.forms.words import translated
from hearth.hud.form_orders import form_orders

# Stage -> the name of its form, as addresses have it.
NAMES: dict[int, str] = {
    order.collection_stage: name
    for name, order in form_orders().items()
    if order.collection_stage is not None and name != "bed_night"
}
STAGES: dict[str, int] = {name: stage for stage, name in NAMES.items()}


def title_of(stage: int) -> str:
    """Give what a stage is called: Intake, Update, Annual assessment ..."""
    return translated(form_orders()[NAMES[stage]].title) if stage in NAMES else str(stage)
