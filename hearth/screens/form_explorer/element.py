"""One element of the standard: what it means, where it is asked, and whether it is asked in a situation."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hearth.access.viewer import Viewer, requires
from hearth.forms.local_rules import coc_names, rules_of
from hearth.forms.words import translated
from hearth.hud.absence import POINTS
from hearth.hud.elements import Collected, Element, Question, column_of, elements, offered
from hearth.hud.local import LocalRules
from hearth.hud.sentence import in_words
from hearth.hud.standard import standard
from hearth.screens.form_explorer.situation import Situation, SituationForm


@require_safe
@requires("see_programs")
def element(request: Any, number: str) -> HttpResponse:
    """Show an element; with a situation in the address, whether its form asks for it, and why or why not."""
    viewer: Viewer = request.viewer
    cocs = coc_names()
    local_rules = rules_of(cocs)
    one = _find(number, local_rules)
    asked_for = SituationForm(request.GET or None, cocs=cocs, today=viewer.today)
    return render(
        request,
        "form_explorer/element.html",
        {
            "element": one,
            "name": translated(one.name),
            "points": [POINTS.get(point, point) for point in one.at],
            "rules": _rules(one, local_rules),
            "questions": [_question(one, question) for question in one.questions],
            "query": request.GET.urlencode(),
            **(_verdict(one, asked_for.situation()) if asked_for.is_valid() else {}),
        },
    )


def _find(number: str, local_rules: Sequence[LocalRules]) -> Element:
    local = {each.element.number: each.element for rules in local_rules for each in rules.elements}
    one = elements().get(number) or local.get(number)
    if one is None:
        raise Http404
    return one


def _verdict(one: Element, situation: Situation) -> dict[str, Any]:
    asked = [
        branch.asked for branch in situation.form().branches if branch.asked.element.number == one.number
    ]
    left_out = [each for each in situation.left_out() if each.element.number == one.number]
    return {
        "situation": situation,
        "asked": asked[0] if asked else None,
        # Why all of it is left out, or which of its questions are.
        "whys": [each.why for each in left_out if each.question is None],
        "closed": [(translated(each.question.text), each.why) for each in left_out if each.question],
    }


def _rules(one: Element, local_rules: Sequence[LocalRules]) -> list[dict[str, str]]:
    rules = [_rule(rule, one) for rule in one.collected]
    for local in local_rules:
        rules += [_rule(each.rule, one, local.name) for each in local.additions if each.element == one.number]
    return rules


def _rule(rule: Collected, one: Element, local: str = "") -> dict[str, str]:
    return {
        "when": in_words(rule.when, standard(), one) if rule.when else "",
        "note": rule.note,
        "recommended": "yes" if rule.recommended else "",
        "local": local,
    }


def _question(one: Element, question: Question) -> dict[str, Any]:
    column = column_of(question, standard())
    return {
        "text": translated(question.text),
        "help": translated(question.help),
        "column": f"{column.file}.{column.name}" if column else question.column,
        "type": column.type if column else question.type,
        "answers": [(code, translated(label)) for code, label in offered(one, question, standard())],
        "asked_if": in_words(question.ask_if, standard(), one) if question.ask_if else "",
    }
