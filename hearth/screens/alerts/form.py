"""The form of an alert."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.screens.refusable import RefusableForm
from hearth.ui.forms import DateField


class AlertForm(RefusableForm):
    """What everybody reads, and until when."""

    text = forms.CharField(
        label=_("What everybody should know"),
        max_length=200,
        help_text=_("One line. No health conditions, no violence, no immigration, nothing secret."),
        error_messages={"required": _("Write what everybody should know.")},
    )
    starts_on = DateField(label=_("From"))
    ends_on = DateField(
        label=_("Until"), error_messages={"required": _("Say until when: an alert has an end.")}
    )
    private = forms.BooleanField(label=_("Private: only my agency sees it"), required=False)
