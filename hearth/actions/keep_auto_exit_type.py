"""Switch exits by the system on or off for one project type of a CoC, with the reason (PRODUCT.md K4)."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hearth.access.viewer import Viewer
from hearth.actions.refusal import NotDone, Problem
from hearth.hud.standard import standard
from hearth.records.models import CoC, Setting
from hearth.records.setting import DEFAULTS
from hearth.records.write import change
from hearth.rules.exit.auto_exit import USUALLY_OFF

KEY = "auto_exit_types"
ACTION = "keep_auto_exit_type"
RIGHT = "manage_settings"


def keep_auto_exit_type(*, by: Viewer, coc_code: str, project_type: int, is_on: bool, why: str) -> None:
    """Keep whether households of a project type are exited by the system in a CoC.

    Back to what is usual for the type needs no reason; what differs from it does, and the reason is shown to everybody.

    Raises PermissionDenied without the right in the CoC, KeyError for a project type that HUD does not have, NotDone
    without a reason.
    """
    if not by.may(RIGHT, coc=coc_code):
        raise PermissionDenied
    if str(project_type) not in standard().lists["2.02.6"].labels:
        raise KeyError(project_type)
    is_usual = is_on is (project_type not in USUALLY_OFF)
    if not is_usual and not why.strip():
        text = _("Say why: it is shown to everybody whose households are concerned.")
        raise NotDone([Problem(text, "auto_exit/reason")])
    with change(by=by.account, action=ACTION, why=f"{coc_code} {project_type} {why.strip()}"):
        CoC.objects.select_for_update().get(code=coc_code)
        kept = Setting.objects.filter(key=KEY, coc=coc_code, organization=None, project=None).first()
        kept = kept or Setting(key=KEY, coc_id=coc_code, value=dict(DEFAULTS[KEY]))
        kept.value.pop(str(project_type), None)
        if not is_usual:
            kept.value[str(project_type)] = {"on": is_on, "why": why.strip()}
        kept.save()
