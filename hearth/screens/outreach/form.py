"""Who was met, and who agreed to work on a plan; the questions about the place are the standard's own (4.12)."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.actions.refusal import NotDone
from hearth.actions.stamp import person_name
from hearth.rules.enrollment import engagement_is_within_stay
from hearth.screens.refusable import RefusableForm


class MeetingForm(RefusableForm):
    """The people of a contact. Nobody is ever engaged beforehand; one person alone needs no tick."""

    met = forms.MultipleChoiceField(
        label=gettext_lazy("Whom did you meet?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one person.")},
    )
    engaged = forms.MultipleChoiceField(
        label=gettext_lazy("Who agreed today to work with you on a plan?"),
        help_text=gettext_lazy("The date of engagement. Leave it empty until it happens: it is set once."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    # A point from the device, kept as a location of the person met.
    latitude = forms.DecimalField(required=False, max_digits=12, widget=forms.HiddenInput)
    longitude = forms.DecimalField(required=False, max_digits=12, widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, stays: Sequence[Any], keeps_points: bool
    ) -> None:
        super().__init__(data)
        self.stays = {str(stay.pk): stay for stay in stays}
        named = [(key, person_name(stay.client)) for key, stay in self.stays.items()]
        self.fields["met"].choices = named  # type: ignore[attr-defined]
        if len(named) == 1:
            self.fields["met"].initial = [named[0][0]]
        engageable = [
            (key, name)
            for key, name in named
            if self.stays[key].date_of_engagement is None
            and self.stays[key].project.project_type in engagement_is_within_stay.TYPES
        ]
        if engageable:
            self.fields["engaged"].choices = engageable  # type: ignore[attr-defined]
        else:
            del self.fields["engaged"]
        if not keeps_points:
            del self.fields["latitude"], self.fields["longitude"]

    def clean(self) -> None:
        super().clean()
        given = self.cleaned_data
        if set(given.get("engaged", ())) - set(given.get("met", ())):
            self.add_error("engaged", _("Somebody is ticked here who was not met. Tick them above too."))

    def met_stays(self) -> list[Any]:
        """Give the enrollments of those who were met. Only of a valid form."""
        return [self.stays[key] for key in self.cleaned_data["met"]]

    def engaged_ids(self) -> set[uuid.UUID]:
        """Give the enrollments of those who engaged. Only of a valid form."""
        return {self.stays[key].pk for key in self.cleaned_data.get("engaged", ())}

    def point(self) -> tuple[Any, Any] | None:
        """Give the point from the device to about ten metres. Only of a valid form."""
        latitude, longitude = (self.cleaned_data.get(name) for name in ("latitude", "longitude"))
        if latitude is None or longitude is None:
            return None
        return round(latitude, 4), round(longitude, 4)

    def refuse(self, refusal: NotDone) -> None:
        """Show the reasons above the form: they are about people and the day."""
        for problem in refusal.problems:
            self.add_error(None, problem.message)
