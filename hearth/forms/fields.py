"""A Django field for a question of the standard: its type, its choices in HUD's words, its length.

Only what has the wrong shape is an error here. A question left open is none: a talk may be interrupted, and what is
missing is a to-do of the form.
"""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.forms.places import place_select
from hearth.forms.words import translated
from hearth.hud.collection import AskedField
from hearth.hud.standard import standard
from hearth.ui.forms import DateField

# More choices than these stand in a list that opens.
RADIO_AT_MOST = 12
_TEXT_LENGTH = 250
# What a computed answer shows while it does not follow from the others.
NOTHING_FOLLOWS = "–"
_NO_ANSWER = ("Client doesn't know", "Client prefers not to answer", "Data not collected")
_FORMATS = {
    "^[A-Za-z]{2}-[0-9]{3}$": gettext_lazy("Write two letters, a hyphen and three digits, such as XX-501."),
    "^[0-9]{6}$": gettext_lazy("Write six digits."),
    "^[0-9]{5}$": gettext_lazy("Write five digits."),
    "^[A-Za-z]{2}$": gettext_lazy("Write the two letters of the state."),
    "^[0-9xX]{9}$": gettext_lazy("Write nine digits, with an x for each one that is not known."),
}


class _MayBeLeftOpen:
    """A required question that is left open is asked again later; the form is stored without it."""

    empty_values: Any

    def validate(self, value: Any) -> None:
        if value not in self.empty_values:
            super().validate(value)  # type: ignore[misc]


class Choice(_MayBeLeftOpen, forms.TypedChoiceField):
    """One of HUD's answers."""


class Text(_MayBeLeftOpen, forms.CharField):
    """Words, not longer than the column. Hyphens and blanks in a Social Security number are taken out."""

    def __init__(self, *, digits_only: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self._digits_only = digits_only

    def to_python(self, value: Any) -> str | None:
        text: str | None = super().to_python(value)
        if not text or not self._digits_only:
            return text
        signs = re.sub(r"[\s-]", "", text).lower()
        # Four digits are the last four, which is all that many know.
        return signs.rjust(9, "x") if re.fullmatch(r"\d{4}", signs) else signs


class Tick(_MayBeLeftOpen, forms.Field):
    """A yes that stands in a list of which as many fit as do: 1, or no answer."""

    def __init__(self, **options: Any) -> None:
        # The value is what conditions.js reads as the answer.
        super().__init__(widget=forms.CheckboxInput(attrs={"value": "1"}), **options)

    def to_python(self, value: Any) -> int | None:
        return 1 if value else None

    def prepare_value(self, value: Any) -> bool:
        return value in (1, "1", True)


class Number(_MayBeLeftOpen, forms.IntegerField):
    """A whole number."""

    widget = forms.TextInput


class Money(_MayBeLeftOpen, forms.DecimalField):
    """Dollars and cents, also read with a dollar sign and commas."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str):
            value = re.sub(r"[$,\s]", "", value)
        amount: Decimal | None = super().to_python(value)
        return amount


class Date(_MayBeLeftOpen, DateField):
    """A day."""


class ComputedField(_MayBeLeftOpen, forms.CharField):
    """What the system works out: shown as `words`, never typed, and so never called optional."""

    def __init__(self, *, label: str, help_text: str) -> None:
        super().__init__(label=label, help_text=help_text, disabled=True, required=True)
        self.words = NOTHING_FOLLOWS

    def prepare_value(self, value: Any) -> str:
        return self.words


def kind_of(asked: AskedField) -> str:
    """Give the type of an answer: the HUD column's, or what a local question says it holds."""
    return asked.column.type if asked.column else asked.question.type or "string"


def page_kind(asked: AskedField) -> str:
    """Give how the page reads an answer, so that it is compared as a number exactly where it is one here."""
    match kind_of(asked):
        case "int":
            return "number"
        case "money" | "signed_money":
            return "money"
    return "text"


def is_tick(asked: AskedField) -> bool:
    """Say whether a question is one of several of which as many are ticked as fit (3.04)."""
    return asked.column is not None and asked.column.name in standard().facts["race_columns"]


def field_for(asked: AskedField, help_text: str, *, compact: bool = False) -> forms.Field:
    """Make the field of a question. `compact`: choices are a list that opens, as in a cell of a grid."""
    common: dict[str, Any] = {
        "label": translated(asked.question.text),
        "help_text": help_text,
        "required": asked.required,
    }
    if asked.question.derived and not asked.question.one_way:
        return ComputedField(label=common["label"], help_text=common["help_text"])
    if is_tick(asked):
        return Tick(**common)
    if asked.choices:
        return _choice(asked, common, compact)
    match kind_of(asked):
        case "date":
            return Date(**common)
        case "money" | "signed_money" as kind:
            lowest = None if kind == "signed_money" else 0
            return Money(
                max_digits=12, decimal_places=2, min_value=lowest, widget=_typed("decimal"), **common
            )
        case "int":
            return Number(min_value=0, max_value=2_147_483_647, widget=_typed("numeric"), **common)
    return _text(asked, common)


def _choice(asked: AskedField, common: dict[str, Any], compact: bool) -> Choice:
    choices: list[Any] = [(code, translated(label)) for code, label in asked.choices]
    widget: forms.Widget
    if compact and len(choices) <= RADIO_AT_MOST:
        widget = forms.Select()
        choices = [("", "–"), *choices]
    elif len(choices) <= RADIO_AT_MOST:
        widget = forms.RadioSelect()
        if not asked.required:
            # A radio button cannot be taken back; a question that may stay open needs a way to open it again.
            choices.append(("", _("Leave open")))
    else:
        widget = place_select(compact=compact) if is_place_to_live(asked) else forms.Select()
        no_answer = {code for code, label in asked.choices if label in _NO_ANSWER}
        answers = [each for each in choices if each[0] not in no_answer]
        none = [each for each in choices if each[0] in no_answer]
        told = _by_kind_of_place(answers) if is_place_to_live(asked) else answers
        choices = [("", _("Choose…")), *([(_("No answer"), none)] if none else []), *told]
    coerce = int if kind_of(asked) == "int" else str
    return Choice(choices=choices, coerce=coerce, empty_value=None, widget=widget, **common)


def is_place_to_live(asked: AskedField) -> bool:
    """Say whether a question is answered by HUD's one list of places: where somebody came from, is, or goes to."""
    return asked.code_list is not None and asked.code_list.id.startswith("3.12.1")


def _by_kind_of_place(choices: list[Any]) -> list[Any]:
    """Put the places of list 3.12.1 under five headings in plain words; HUD numbers them by kind."""
    kinds: dict[int, tuple[str, list[Any]]] = {
        1: (_("Homeless: in a shelter, outside, in a car"), []),
        2: (_("In an institution: hospital, jail, treatment, foster care"), []),
        3: (_("For a while: with family or friends, a hotel, transitional housing"), []),
        4: (_("For good: a home of their own, or with family to stay"), []),
        0: (_("Something else"), []),
    }
    for code, label in choices:
        kind = int(code) // 100
        kinds[kind if kind in kinds else 0][1].append((code, label))
    return [(heading, places) for heading, places in kinds.values() if places]


def _text(asked: AskedField, common: dict[str, Any]) -> Text:
    column = asked.column
    pattern = column.format if column else None
    validators = [RegexValidator(pattern, message=_FORMATS.get(pattern))] if pattern else []
    return Text(
        max_length=None if pattern else (column.max_length if column else None) or _TEXT_LENGTH,
        validators=validators,
        empty_value=None,
        digits_only=bool(column and column.name == "SSN"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        **common,
    )


def _typed(mode: str) -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": mode, "autocomplete": "off"})
