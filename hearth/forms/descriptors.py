"""Build the form of what describes an agency or a program (2.01 to 2.09), from the standard.

    form = descriptor_form(["2.06"], ProjectFacts(type=13), on, data=request.POST)
    form.values("Funder")      # what to store, by HUD's columns

Unlike the forms about people nothing stays a to-do: a description without a required answer is not kept.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hearth.forms.build import CollectionForm
from hearth.forms.fields import Choice
from hearth.hud.collection import ProjectFacts, asked_of_project

_COC_CODE = re.compile(r"CoCCode$")


class DescriptorForm(CollectionForm):
    """The questions of one or more project descriptors. Made by `descriptor_form`."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for todo in self.todos:
            if todo.name not in self.errors:
                self.add_error(todo.name, _("Please answer this."))
        return cleaned

    def values(self, file: str) -> dict[str, Any]:
        """Give the answers of one file by column, unanswered ones as None. Only of a valid form."""
        found: dict[str, Any] = {}
        for row in self.asked_rows():
            if row.file == file:
                found |= row.values
        return found

    def name_of(self, column: str) -> str | None:
        """Give the name of the field of a column, or None."""
        return next((each.name for each in self.branches if each.asked.question.column == column), None)


def descriptor_form(
    numbers: Sequence[str],
    project: ProjectFacts,
    on: date,
    *,
    data: Mapping[str, Any] | None = None,
    row: Mapping[str, Any] | None = None,
    coc_codes: Sequence[str] = (),
) -> DescriptorForm:
    """Build the form of descriptors. `row` are the stored answers by column; `coc_codes` those that may be chosen."""
    fields = asked_of_project(numbers, project, on)
    answers = {each.name: row[each.question.column] for each in fields if row and each.question.column in row}
    form = DescriptorForm(data, fields=fields, project=project, answers=answers, last_answers=None)
    for branch in form.branches:
        if _COC_CODE.search(branch.name):
            old = form.fields[branch.name]
            held = form.initial.get(branch.name)
            codes = sorted({*coc_codes, *([held] if held else [])})
            form.fields[branch.name] = Choice(
                label=old.label or "",
                help_text=old.help_text,
                required=old.required,
                choices=[("", _("Choose…")), *((code, code) for code in codes)],
                coerce=str,
                empty_value=None,
                widget=forms.Select(),
            )
            if len(codes) == 1 and held is None:
                form.initial[branch.name] = codes[0]
    return form
