"""The form of a client's profile: HUD's questions about a person, and what this community asks of everybody."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from hearth.access.viewer import Viewer
from hearth.forms.build import CollectionForm
from hearth.forms.local_rules import rules_of
from hearth.hud.collection import PersonFacts, ProjectFacts, asked
from hearth.hud.local import LocalRules, read_local_rules
from hearth.hud.standard import snake_case, standard
from hearth.records.models import Client, LocalAnswer
from hearth.records.setting import settings_at

ASK_IDENTITY = "ask_gender_and_orientation"
_IDENTITY = Path(__file__).parent / "identity_questions.toml"
_STAGE = "profile"


def build_profile(
    viewer: Viewer,
    age: int | None,
    *,
    data: Mapping[str, Any] | None = None,
    answers: Mapping[str, Any] | None = None,
    leave_out: Collection[str] = (),
) -> CollectionForm:
    """Build the profile's form as the viewer's agency asks it. Of a minor it does not ask what adults are asked.

    `answers` are by `AskedField.name`: what `answers_of` gives, or what a search brought along. `leave_out` are columns
    of Client that are not asked here.
    """
    person = PersonFacts(age=age)
    rules = _rules(viewer)
    fields = asked(_STAGE, ProjectFacts(), person, viewer.today, rules)
    kept = [one for one in fields if not (one.question.file == "Client" and one.question.column in leave_out)]
    return CollectionForm(data, fields=kept, project=ProjectFacts(), answers=answers, last_answers=None)


def answers_of(viewer: Viewer, client: Client) -> dict[str, Any]:
    """Give the stored answers by the names of the fields. An SSN is not among them: it is never put on a page."""
    columns = standard().files["Client"].columns
    found = {
        f"Client.{column.name}": getattr(client, snake_case(column.name))
        for column in columns
        if column.name != "SSN" and hasattr(client, snake_case(column.name))
    }
    for row in viewer.rows(LocalAnswer).filter(client=client, enrollment=None).order_by("pk"):
        found[f"{row.element}.{row.column}"] = row.value
    return found


def columns_in(form: CollectionForm) -> dict[str, Any]:
    """Give what a valid form says of Client, by our columns; a question that was shown and left open is None."""
    return dict(_columns(form))


def local_in(form: CollectionForm) -> dict[tuple[str, str], Any]:
    """Give what a valid form says to local questions, by (element, column)."""
    found: dict[tuple[str, str], Any] = {}
    for branch in form.branches:
        if not branch.asked.question.file:
            key = (branch.asked.element.number, branch.asked.question.column)
            found[key] = _as_json(form.cleaned_data.get(branch.name))
    return found


def _columns(form: CollectionForm) -> Iterator[tuple[str, Any]]:
    for branch in form.branches:
        if branch.asked.question.file == "Client":
            yield snake_case(branch.asked.question.column), form.cleaned_data.get(branch.name)


def _as_json(value: Any) -> Any:
    return value if value is None or isinstance(value, int | str) else str(value)


def _rules(viewer: Viewer) -> tuple[LocalRules, ...]:
    """Give the rules of the CoCs in which the viewer's agency works, and the community's own questions."""
    rules = rules_of(_cocs(viewer))
    asks = settings_at([ASK_IDENTITY], organization_id=viewer.organization.id)[ASK_IDENTITY]
    return (*rules, identity_rules()) if asks else rules


def _cocs(viewer: Viewer) -> Collection[str]:
    """Give the CoCs in which the viewer's agency works. Where the community has one only, nothing is asked."""
    if len(viewer.zones) <= 1:
        return viewer.zones
    codes = viewer.project_cocs.filter(project__organization=viewer.organization).exclude(coc_code=None)
    return {str(code) for code in codes.values_list("coc_code", flat=True)}


@cache
def identity_rules() -> LocalRules:
    """Read the questions about gender and orientation."""
    return read_local_rules(_IDENTITY.read_text("utf-8"), _IDENTITY.name)
