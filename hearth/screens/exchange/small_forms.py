"""The small forms about imports: which ones are listed, a name typed to confirm, one refused row to mend."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.exchange.mend import MendedColumn, columns_to_mend
from hearth.screens.refusable import RefusableForm

_STATES: dict[str, dict[str, Any]] = {
    "work": {"state__in": ["waiting", "running"]},
    "held": {"state": "held"},
    "done": {"state": "done", "undone_at": None},
    "failed": {"state": "failed"},
    "undone": {"undone_at__isnull": False},
}


class RunFilter(forms.Form):
    """Which imports are listed. It lives in the address and takes anything: what it does not know shows all."""

    source = forms.ChoiceField(label=gettext_lazy("From"))
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[
            ("", gettext_lazy("Any")),
            ("work", gettext_lazy("At work")),
            ("held", gettext_lazy("Waiting for an answer")),
            ("done", gettext_lazy("Done")),
            ("failed", gettext_lazy("Did not import")),
            ("undone", gettext_lazy("Undone")),
        ],
    )

    def __init__(self, data: Mapping[str, Any], *, sources: Sequence[tuple[str, str]]) -> None:
        """`sources` are the ids and names to choose from."""
        super().__init__(initial={"source": data.get("source", ""), "state": data.get("state", "")})
        self.fields["source"].choices = [("", _("All sources")), *sources]  # type: ignore[attr-defined]
        known = {name: {value for value, _words in field.choices} for name, field in self.fields.items()}  # type: ignore[attr-defined]
        self.chosen = {name: value for name, value in self.initial.items() if value and value in known[name]}

    def of(self, runs: QuerySet[Any]) -> QuerySet[Any]:
        """Give those of the runs that are asked for."""
        if source := self.chosen.get("source"):
            runs = runs.filter(source_id=source)
        if state := self.chosen.get("state"):
            runs = runs.filter(**_STATES[state])
        return runs


class MatchingForm(forms.Form):
    """How clients who are new in a file are recognised among those of other sources."""

    mode = forms.ChoiceField(
        label=gettext_lazy("Among the clients of other sources"),
        help_text=gettext_lazy(
            "Nobody is merged on a guess: whoever is only much alike goes to a list for you to look at."
        ),
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        modes: Sequence[tuple[str, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["mode"].choices = modes  # type: ignore[attr-defined]


class TypedName(RefusableForm):
    """A name typed by hand, so that nobody does something far-reaching by a slip."""

    typed = forms.CharField(
        error_messages={"required": gettext_lazy("Type the name, so that it is not done by a slip.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, name: str) -> None:
        super().__init__(data)
        self._name = name
        self.fields["typed"].label = _("Type the name of the source: %(name)s") % {"name": name}

    def clean_typed(self) -> str:
        typed: str = self.cleaned_data["typed"]
        if typed.casefold() != self._name.casefold():
            raise forms.ValidationError(_("This is not the name. It is %(name)s.") % {"name": self._name})
        return typed


class _Told:
    """A field that HUD wants filled and the import does not: it is not called optional, and may stay empty."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)  # type: ignore[misc]


class _ToldText(_Told, forms.CharField):
    pass


class _ToldChoice(_Told, forms.ChoiceField):
    pass


def _column_field(column: MendedColumn, value: str) -> forms.Field:
    given: dict[str, Any] = {"label": column.name, "required": column.must or column.should}
    given["error_messages"] = {"required": _("Without it the row cannot be stored.")}
    is_told = column.should and not column.must
    if is_told and not value:
        given["help_text"] = _("HUD wants this filled. The row is stored without it, too.")
    if column.choices is None:
        return _ToldText(**given) if is_told else forms.CharField(**given)
    choices = [("", "–"), *((code, f"{code}: {words}") for code, words in column.choices.items())]
    if value and value not in column.choices:
        choices.append((value, _("%(code)s: not in HUD's list") % {"code": value}))
    field = _ToldChoice if is_told else forms.ChoiceField
    return field(choices=choices, **given)


class MendForm(RefusableForm):
    """One refused row, column by column as the file has it: what was wrong first, what may stay empty last.

    What must be there is asked for; a list offers its codes. What is wrong with a value otherwise is judged by the
    import itself, as it was for the file.
    """

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, file: str, column: str, values: Mapping[str, str]
    ) -> None:
        super().__init__(data, initial=dict(values))
        columns = columns_to_mend(file, values)
        for one in columns:
            self.fields[one.name] = _column_field(one, values[one.name])
        names = [name for name in self.fields if name != column]
        self.faulty = [self[column]] if column in self.fields else []
        must = {one.name for one in columns if one.must}
        self.filled = [self[name] for name in names if values[name] or name in must]
        self.empty = [self[name] for name in names if not values[name] and name not in must]
