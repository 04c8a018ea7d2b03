"""How Django forms look in Hearth: one renderer, one field template, dates that phones can pick.

Settings: INSTALLED_APPS holds "django.forms" and FORM_RENDERER is "hearth.ui.forms.Renderer".
Screens write `<c-field :field="form.start" />`; the widget's classes and the links between a field, its
help and its errors are made here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
DATE_FORMATS = ["%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y"]


class PageField(BoundField):
    """A form's field on a page, with the kit's classes on its widget."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        built = super().build_widget_attrs(attrs, widget)
        kit_class = self._kit_class(widget or self.field.widget)
        # Errors are told by the server, in our words and beside the field, not by the browser's bubble.
        required = built.pop("required", False)
        # A placeholder vanishes when typing begins; the label and the help say it and stay.
        built["placeholder"] = False
        if kit_class:
            if required:
                built["aria-required"] = "true"
            own = (widget or self.field.widget).attrs.get("class", "")
            built["class"] = f"{own} {kit_class}".strip()
        return built

    @staticmethod
    def _kit_class(widget: forms.Widget) -> str:
        if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.CheckboxInput):
            return ""
        return "form-select" if isinstance(widget, forms.Select) else "form-control"

    @property
    def is_choice_list(self) -> bool:
        """Whether the widget is a list of radio buttons or check boxes (shown as a fieldset)."""
        return isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)

    @property
    def is_tick(self) -> bool:
        """Whether the widget is one check box (its label stands beside it)."""
        return isinstance(self.field.widget, forms.CheckboxInput)


class Renderer(TemplatesSetting):
    """Renders forms through the project's templates, so that a field looks the same everywhere."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
    bound_field_class = PageField


@dataclass(frozen=True, slots=True)
class Guide:
    """What an answer means, and words that find it besides its own."""

    means: str
    words: str = ""


class GuidedSelect(forms.Select):
    """A long list in which answers are found by words and shown with what they mean (static/ui/guide.js).

    Without JavaScript it is the list alone. `guides` are by the answers' values, `label` names the field for words.
    """

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, guides: Mapping[str, Guide], label: str
    ) -> None:
        told = {
            "data-guide": label,
            "data-found": _("Answers found:"),
            "data-nothing": _("Nothing fits. Look in the list."),
        }
        super().__init__({**told, **(attrs or {})})
        self._guides = guides

    def create_option(self, name: str, value: Any, *rest: Any, **more: Any) -> dict[str, Any]:
        """Give the option with its guide."""
        option: dict[str, Any] = super().create_option(name, value, *rest, **more)
        if guide := self._guides.get(str(value)):
            option["attrs"] |= {"data-means": guide.means, "data-words": guide.words}
        return option


class DateInput(forms.DateInput):
    """The browser's date control: its calendar on a phone, typing on a keyboard."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """A date control drops what is no date; such a value is shown as text, so nothing typed is lost."""
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        if shown and not _ISO_DATE.fullmatch(shown):
            context["widget"]["type"] = "text"
        return context


class DateField(forms.DateField):
    """A date, also read as people write it (3/12/2026, 12 Mar 2026) where a browser has no date control."""

    widget = DateInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("input_formats", DATE_FORMATS)
        super().__init__(**options)
