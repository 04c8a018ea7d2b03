"""Forms whose act may be refused."""

from django import forms

from hearth.actions.refusal import NotDone


class RefusableForm(forms.Form):
    """A form whose act may be refused: the reasons stand above its fields. Who knows the field to mend overrides it."""

    def refuse(self, refusal: NotDone) -> None:
        """Say why it was not done."""
        for problem in refusal.problems:
            self.add_error(None, problem.message)
