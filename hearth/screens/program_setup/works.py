"""How the system treats the stays of a program: when it exits them, and which forms it asks."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from hearth.access.auto_exit_policy import Policies
from hearth.access.programs import Described
from hearth.forms.local_rules import rules_of
from hearth.forms.words import translated
from hearth.hud.collection import PersonFacts, ProjectFacts, asked, collection_year
from hearth.hud.form_orders import form_orders
from hearth.rules.exit.auto_exit import USUALLY_OFF, Policy

# What describes the client and the program itself is asked everywhere.
_EVERYWHERE = ("profile", "project")


@dataclass(frozen=True, slots=True)
class ExitsHere:
    """The policy of exits by the system in a CoC of the program. `usually_off`: its type is left alone as a rule."""

    coc_code: str
    policy: Policy
    usually_off: bool


def exits_here(found: Described) -> list[ExitsHere]:
    """Give the policy in each CoC of the program. One query."""
    policies, kind = Policies(), found.project.project_type
    return [ExitsHere(code, policies.at(code, kind), kind in USUALLY_OFF) for code in coc_codes(found)]


def forms_used(found: Described, on: date) -> list[tuple[str, str]]:
    """Give the forms that ask something of a head of household on a day: title and address. One query."""
    facts, person = facts_of(found, on), PersonFacts(relationship=1)
    local_rules = rules_of(coc_codes(found))
    address = reverse("form_explorer:program", args=[found.project.pk])
    return [
        (translated(order.title), f"{address}?stage={stage}")
        for stage, order in form_orders(collection_year(on)).items()
        if stage not in _EVERYWHERE and asked(stage, facts, person, on, local_rules)
    ]


def coc_codes(found: Described) -> list[str]:
    """Give the CoCs of the program."""
    return sorted({row.coc_code for row in found.rows["coc"] if row.coc_code})


def facts_of(found: Described, on: date) -> ProjectFacts:
    """Give what decides the forms, of the rows that the page has read already."""
    project = found.project
    grants = {row.funder for row in found.rows["funder"] if _holds(row.start_date, row.end_date, on)}
    starts = [
        row
        for row in found.rows["ce"]
        if row.access_point == 1
        and _holds(row.ce_participation_status_start_date, row.ce_participation_status_end_date, on)
    ]
    return ProjectFacts(
        type=project.project_type,
        funders=tuple(sorted(grants - {None})),
        rrh_subtype=project.rrh_sub_type,
        access_point=bool(starts),
        residential_affiliation=bool(found.rows["affiliation"]),
    )


def _holds(first: date | None, last: date | None, on: date) -> bool:
    return (first is None or first <= on) and (last is None or on <= last)
