"""The form of a place where a client can be found."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.access.record_pieces import LocationKind
from hearth.actions.keep_location import Located
from hearth.screens.refusable import RefusableForm
from hearth.ui.forms import DateField

_ZIP = re.compile(r"\d{5}(-\d{4})?")


class LocationForm(RefusableForm):
    """An address, a place, a ZIP code alone or a point; which of them is asked for, is whoever fills it in to say."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=LocationKind.choices, initial="met")
    place = forms.CharField(
        label=gettext_lazy("Place"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("As people call it: under the bridge at Pier 4."),
    )
    street = forms.CharField(label=gettext_lazy("Street and number"), max_length=120, required=False)
    city = forms.CharField(label=gettext_lazy("City"), max_length=80, required=False)
    state = forms.CharField(label=gettext_lazy("State"), max_length=2, required=False)
    zip_code = forms.CharField(
        label=gettext_lazy("ZIP code"),
        max_length=10,
        required=False,
        help_text=gettext_lazy("May stand alone."),
    )
    latitude = forms.DecimalField(
        label=gettext_lazy("Latitude"), required=False, min_value=-90, max_value=90, max_digits=12
    )
    longitude = forms.DecimalField(
        label=gettext_lazy("Longitude"), required=False, min_value=-180, max_value=180, max_digits=12
    )
    on = DateField(label=gettext_lazy("Date"))
    note = forms.CharField(label=gettext_lazy("Remark"), max_length=300, required=False)
    stay = forms.ChoiceField(label=gettext_lazy("Belongs to"), required=False)
    is_current = forms.BooleanField(label=gettext_lazy("The client can be found there now"), required=False)
    is_private = forms.BooleanField(label=gettext_lazy("Private: only my agency sees it"), required=False)

    def __init__(self, *args: Any, stays: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        if stays:
            self.fields["stay"].choices = [("", _("The client as a whole")), *stays.items()]  # type: ignore[attr-defined]
        else:
            del self.fields["stay"]

    def clean_zip_code(self) -> str:
        code = str(self.cleaned_data["zip_code"]).strip()
        if code and not _ZIP.fullmatch(code):
            raise forms.ValidationError(_("Write five digits, as 95814."))
        return code

    def clean(self) -> None:
        super().clean()
        given = self.cleaned_data
        if (given.get("latitude") is None) != (given.get("longitude") is None):
            missing = "latitude" if given.get("latitude") is None else "longitude"
            if missing not in self.errors:
                self.add_error(missing, _("A point has both numbers."))

    def located(self) -> Located:
        """Give what the action takes, a point to about ten metres. Only of a valid form."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "stay"}
        for name in ("latitude", "longitude"):
            if given[name] is not None:
                given[name] = round(given[name], 4)
        return Located(**{**given, "is_private": given["is_private"] or None})
