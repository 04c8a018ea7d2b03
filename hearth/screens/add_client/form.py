"""The small form of somebody without a name."""

from django import forms
from django.utils.translation import gettext_lazy

from hearth.screens.refusable import RefusableForm
from hearth.ui.forms import DateField


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
