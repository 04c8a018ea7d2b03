"""The form that says which residential program a services-only one serves."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.screens.refusable import RefusableForm


class AffiliationForm(RefusableForm):
    """2.02.C: one residential program."""

    residential = forms.TypedChoiceField(
        label=_("Which residential program does it serve?"), coerce=uuid.UUID
    )

    def __init__(self, data: Any, *, projects: Iterable[tuple[uuid.UUID, str]]) -> None:
        super().__init__(data)
        field: Any = self.fields["residential"]
        field.choices = [("", _("Choose…")), *((str(key), name) for key, name in projects)]
