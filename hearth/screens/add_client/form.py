"""The small forms of adding: somebody without a name, and the answer about sharing that some communities require."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.access.consent_state import Kind, Scope
from hearth.actions.record_release import Said
from hearth.screens.refusable import RefusableForm
from hearth.ui.forms import DateField

# How the answer can be known at the desk. Signing on the screen has its own page, after the client is there.
_KINDS = (Kind.VERBAL, Kind.PAPER, Kind.HOUSEHOLD, Kind.OTHER)


class UnnamedForm(RefusableForm):
    """Who it is, in a few words, and where and when they were met."""

    description = forms.CharField(
        label=gettext_lazy("Nickname, or what tells you who it is"),
        max_length=48,
        help_text=gettext_lazy("Kept in quotes in place of the name, such as “Red coat, grey dog”."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )
    met_where = forms.CharField(
        label=gettext_lazy("Where you met"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    met_on = DateField(label=gettext_lazy("When"), required=False)

    def refuse(self, refusal: Exception) -> None:
        """Say why it was not done, at the field that can mend it."""
        for problem in refusal.problems:  # type: ignore[attr-defined]
            self.add_error(problem.rule.partition(":")[2] or None, problem.message)


class ReleaseAnswer:
    """The question whether the record may be shared, as two fields of the profile's form."""

    @staticmethod
    def ask(form: forms.Form) -> None:
        """Put the fields on the form."""
        form.fields["permission"] = forms.ChoiceField(
            label=_("May other agencies see the record?"),
            choices=[("yes", _("Yes, others may see it")), ("no", _("No"))],
            widget=forms.RadioSelect,
            error_messages={"required": _("Ask, and record the answer. A no is an answer too.")},
        )
        form.fields["release_kind"] = forms.ChoiceField(
            label=_("How the client said so"), choices=[(one.value, one.label) for one in _KINDS]
        )

    @staticmethod
    def said(form: forms.Form, today: date) -> Said | None:
        """Give the answer of a valid form, or None where it is not asked."""
        if "permission" not in form.fields:
            return None
        return Said(
            kind=form.cleaned_data["release_kind"],
            permission=form.cleaned_data["permission"] == "yes",
            starts_on=today,
            scope=Scope.COMMUNITY,
        )
