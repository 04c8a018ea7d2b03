"""What of a history is shown. It lives in the address and takes anything: what it does not know shows all."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.access.audit import CHANGES, EXPORTS, KINDS, READINGS, Period
from hearth.screens.history.recorded import kind_name
from hearth.ui.forms import DateField

_LANGUAGES = (("en", gettext_lazy("English")), ("es", gettext_lazy("Spanish")))


class PeriodForm(forms.Form):
    """From a day to a day; both may be left open."""

    first = DateField(label=gettext_lazy("From"), required=False)
    last = DateField(label=gettext_lazy("Until"), required=False)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data if data else None)

    @property
    def period(self) -> Period:
        """The period that is asked for; a day that cannot be read leaves its side open."""
        if not self.is_bound:
            return Period()
        self.full_clean()
        return Period(self.cleaned_data.get("first"), self.cleaned_data.get("last"))


class AuditForm(PeriodForm):
    """Which kinds of events, and when."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What"),
        required=False,
        choices=[
            ("", gettext_lazy("Everything")),
            (CHANGES, gettext_lazy("What was changed")),
            (READINGS, gettext_lazy("Who looked")),
            (EXPORTS, gettext_lazy("What was sent out")),
        ],
    )
    field_order = ("kind", "first", "last")

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that are asked for."""
        self.full_clean()
        chosen = self.cleaned_data.get("kind") if self.is_bound else ""
        return (chosen,) if chosen else KINDS


class KindForm(forms.Form):
    """Which kind of what was recorded in an enrollment."""

    kind = forms.ChoiceField(label=gettext_lazy("What"), required=False)

    def __init__(self, data: Mapping[str, Any], *, kinds: Sequence[str]) -> None:
        super().__init__(data if data else None)
        self._kinds = kinds
        named = [(kind, kind_name(kind)) for kind in kinds]
        self.fields["kind"].choices = [("", _("Everything")), *named]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> str:
        """The one kind that is asked for, or nothing."""
        self.full_clean()
        return str(self.cleaned_data.get("kind") or "") if self.is_bound else ""

    @property
    def kinds(self) -> Sequence[str]:
        """The kinds that are asked for."""
        return [self.chosen] if self.chosen else self._kinds


class WhoLookedForm(PeriodForm):
    """The period, and the language of the list that a client takes along."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False, choices=_LANGUAGES)

    @property
    def chosen_language(self) -> str:
        """The language that was chosen, or nothing."""
        self.full_clean()
        return str(self.cleaned_data.get("language") or "") if self.is_bound else ""


class DayForm(forms.Form):
    """The day as of which a record is shown."""

    on = DateField(label=gettext_lazy("As it was on"), required=True)
