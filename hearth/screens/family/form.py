"""The forms of a family: since when and as what somebody is added, and when somebody leaves."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.access.family import relationships
from hearth.actions.refusal import NotDone
from hearth.rules.family import dates_have_an_order, not_in_two_at_once, one_head
from hearth.screens.refusable import RefusableForm
from hearth.ui.forms import DateField

_ABOUT_DATES = (dates_have_an_order.RULE, not_in_two_at_once.RULE)


def _relationship(head: str = "") -> forms.ChoiceField:
    label = _("What they are to %(head)s") % {"head": head} if head else _("What they are to the head")
    return forms.ChoiceField(
        label=label, required=False, choices=[("", _("Not said")), *relationships()], help_text=""
    )


class AddForm(RefusableForm):
    """Whom to add is said by the button; here is since when, and what they are to the head."""

    joined_on = DateField(label=gettext_lazy("In the family since"))

    def __init__(self, *args: Any, head: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relationship"] = _relationship(head)

    def refuse(self, refusal: NotDone) -> None:
        """Say it at the date where it is about the date."""
        for problem in refusal.problems:
            self.add_error("joined_on" if problem.rule in _ABOUT_DATES else None, problem.message)


class RelationshipForm(RefusableForm):
    """What somebody is to the head."""

    def __init__(self, *args: Any, head: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relationship"] = _relationship(head)


class LeaveForm(RefusableForm):
    """The day, and who is the head then."""

    left_on = DateField(label=gettext_lazy("Left on"))

    def __init__(self, *args: Any, next_heads: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if next_heads:
            self.fields["next_head"] = forms.ChoiceField(
                label=_("Who is the head then?"), choices=[("", _("Choose…")), *next_heads]
            )

    def refuse(self, refusal: NotDone) -> None:
        """Say it at its field."""
        for problem in refusal.problems:
            is_head = problem.rule == one_head.RULE and "next_head" in self.fields
            self.add_error("next_head" if is_head else "left_on", problem.message)
