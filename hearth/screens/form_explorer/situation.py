"""Where a form is filled in: the stage, the project, the person and the day, as the explorer is asked for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.forms.build import CollectionForm, build
from hearth.forms.local_rules import rules_of
from hearth.forms.words import translated
from hearth.hud.absence import Absent, absent
from hearth.hud.collection import PersonFacts, ProjectFacts
from hearth.hud.form_orders import form_orders
from hearth.hud.local import LocalRules
from hearth.hud.standard import standard
from hearth.ui.forms import DateField

OLDEST = 120


@dataclass(frozen=True)
class Situation:
    """What decides a form. `query` is the same as the address has it."""

    stage: str
    project: ProjectFacts
    person: PersonFacts
    on: date
    local_rules: tuple[LocalRules, ...]
    query: str

    @property
    def title(self) -> str:
        return translated(form_orders()[self.stage].title)

    def form(self, data: Mapping[str, Any] | None = None) -> CollectionForm:
        """Build the form as a worker gets it."""
        return build(
            self.stage,
            self.project,
            self.project.funders,
            self.person,
            self.on,
            data=data,
            local_rules=self.local_rules,
        )

    def left_out(self) -> list[Absent]:
        """Give what the form does not ask, with the reasons."""
        return absent(self.stage, self.project, self.person, self.on, self.local_rules)

    def words(self) -> list[str]:
        """Give project, funders and person in words."""
        known = standard()
        labels = known.lists["2.06.1"]
        funders = [translated(labels.label(code)) for code in self.project.funders]
        return [
            translated(known.lists["2.02.6"].label(self.project.type)),
            ", ".join(funders) or _("no funder"),
            translated(known.lists["3.15.1"].label(self.person.relationship)),
            _("age not known") if self.person.age is None else _("age %(age)s") % {"age": self.person.age},
            *([_("veteran")] if self.person.veteran else []),
            *(_("local rules of %(coc)s") % {"coc": rules.name} for rules in self.local_rules),
        ]


class SituationForm(forms.Form):
    """The question to the explorer. It travels in the address, so that it can be mailed; it names no client."""

    stage = forms.ChoiceField(label=gettext_lazy("Form"))
    type = forms.TypedChoiceField(label=gettext_lazy("Type of program"), coerce=int, empty_value=None)
    funders = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Who pays on that day"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    relationship = forms.TypedChoiceField(label=gettext_lazy("About whom"), coerce=int, initial=1)
    age = forms.IntegerField(
        label=gettext_lazy("Age"),
        min_value=0,
        max_value=OLDEST,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("Who has no known age is asked what an adult is asked."),
    )
    veteran = forms.BooleanField(label=gettext_lazy("Is a veteran"), required=False)
    on = DateField(label=gettext_lazy("On which day"))
    coc = forms.MultipleChoiceField(
        label=gettext_lazy("With the local rules of"), required=False, widget=forms.CheckboxSelectMultiple
    )
    subtype = forms.TypedChoiceField(
        label=gettext_lazy("Kind of rapid re-housing"), coerce=int, empty_value=None, required=False
    )
    access_point = forms.BooleanField(
        label=gettext_lazy("It is a coordinated entry access point"), required=False
    )

    def __init__(self, data: Mapping[str, Any] | None, *, cocs: Mapping[str, str], today: date) -> None:
        super().__init__(data, initial={"on": today, "coc": list(cocs) if len(cocs) == 1 else []})
        known = standard()
        choose = [("", _("Choose…"))]
        self._offer(
            "stage", choose + [(key, translated(order.title)) for key, order in form_orders().items()]
        )
        self._offer("type", choose + _offered(known.lists["2.02.6"].labels))
        self._offer("funders", _offered(known.lists["2.06.1"].labels))
        self._offer("relationship", _offered(known.lists["3.15.1"].labels))
        self._offer("subtype", [("", _("Not rapid re-housing")), *_offered(known.lists["2.02.A"].labels)])
        self._offer("coc", [(code, f"{code} {name}") for code, name in cocs.items()])
        self._query = data.urlencode() if isinstance(data, QueryDict) else ""

    @property
    def chosen_funders(self) -> str:
        """The funders that are ticked, in words."""
        ticked = set(map(str, self["funders"].value() or ()))
        choices: Sequence[tuple[str, str]] = self.fields["funders"].choices  # type: ignore[attr-defined]
        return "; ".join(label for code, label in choices if code in ticked)

    @property
    def asks_more(self) -> bool:
        """Whether something is set that few projects need."""
        return bool(self["subtype"].value() or self["access_point"].value() or self["veteran"].value())

    def situation(self) -> Situation:
        """Give what was asked for. Only of a valid form."""
        given = self.cleaned_data
        return Situation(
            stage=given["stage"],
            project=ProjectFacts(
                type=given["type"],
                funders=tuple(given["funders"]),
                rrh_subtype=given["subtype"],
                access_point=given["access_point"],
            ),
            person=PersonFacts(given["age"], given["relationship"], 1 if given["veteran"] else None),
            on=given["on"],
            local_rules=rules_of(given["coc"]),
            query=self._query,
        )

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


def address_of(facts: ProjectFacts, coc_codes: Sequence[str], on: date, stage: str) -> str:
    """Give the query that asks for a form of a head of household in a project."""
    given: dict[str, Any] = {
        "stage": stage,
        "type": facts.type if facts.type is not None else "",
        "funders": facts.funders,
        "relationship": 1,
        "on": on.isoformat(),
        "coc": coc_codes,
        "subtype": facts.rrh_subtype or "",
    }
    if facts.access_point:
        given["access_point"] = "on"
    return urlencode(given, doseq=True)


def _offered(labels: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(code, translated(label)) for code, label in labels.items()]
