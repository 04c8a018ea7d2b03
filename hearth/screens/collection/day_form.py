"""The day of a talk."""

from django import forms
from django.utils.translation import gettext_lazy

from hearth.ui.forms import DateField


class DayForm(forms.Form):
    """The information date (5.04) of an update or an annual assessment."""

    on = DateField(label=gettext_lazy("Day of the talk"))
