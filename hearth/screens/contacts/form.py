"""The forms of contacts and of the care team."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.access.contacts import Kind
from hearth.actions.keep_contact import COLUMNS
from hearth.actions.refusal import NotDone
from hearth.rules.client import contact_reaches_somebody
from hearth.screens.refusable import RefusableForm
from hearth.ui.forms import DateField

_YES_NO = [("", _("Nobody asked yet")), ("yes", _("Yes")), ("no", _("No"))]
_SAID = {"": None, "yes": True, "no": False}


class ContactForm(RefusableForm):
    """One way to reach the client."""

    kind = forms.ChoiceField(
        label=_("Whose"), choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.OWN
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        required=False,
        help_text=_("Of somebody else."),
    )
    relation = forms.CharField(
        label=_("What they are to the client"),
        max_length=50,
        required=False,
        help_text=_("Mother, friend, worker …"),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    is_safe_to_call = forms.ChoiceField(
        label=_("Is it safe to call?"),
        choices=_YES_NO,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Somebody else may answer, or see who called."),
    )
    may_leave_message = forms.ChoiceField(
        label=_("May we leave a message?"), choices=_YES_NO, required=False, widget=forms.RadioSelect
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=200,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    address = forms.CharField(
        label=_("Address"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    note = forms.CharField(
        label=_("Note"), max_length=200, required=False, help_text=_("Only mornings; ask for Rosa …")
    )
    is_private = forms.BooleanField(
        label=_("For our agency only, whatever the client released"), required=False
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    @classmethod
    def initial_of(cls, contact: Any) -> dict[str, Any]:
        """Give what the form shows of a contact."""
        words = {said: word for word, said in _SAID.items()}
        found = {name: getattr(contact, name) for name in COLUMNS}
        return found | {name: words[found[name]] for name in ("may_leave_message", "is_safe_to_call")}

    def said(self) -> dict[str, Any]:
        """Give what was said, as keep_contact takes it. What is not marked private is as the agency does by default."""
        given = {name: self.cleaned_data[name] for name in COLUMNS}
        for name in ("may_leave_message", "is_safe_to_call"):
            given[name] = _SAID[given[name]]
        return given | {"is_private": given["is_private"] or None}

    def refuse(self, refusal: NotDone) -> None:
        """Say it at the field to mend."""
        for problem in refusal.problems:
            no_name = problem.about == contact_reaches_somebody.NO_NAME
            self.add_error("name" if no_name else "phone", problem.message)


class TeamForm(RefusableForm):
    """Who comes on the care team."""

    account = forms.ChoiceField(label=_("Who"))
    role = forms.CharField(
        label=_("What they do for the client"),
        max_length=60,
        required=False,
        help_text=_("Case manager, nurse …"),
    )
    starts_on = DateField(label=_("From"))
    ends_on = DateField(label=_("Until"), required=False)
    is_public = forms.BooleanField(label=_("Other agencies that see the client may know"), required=False)

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [("", _("Choose…")), *colleagues]  # type: ignore[attr-defined]

    def refuse(self, refusal: NotDone) -> None:
        """Say it at the end, which is before the start."""
        for problem in refusal.problems:
            self.add_error("ends_on", problem.message)
