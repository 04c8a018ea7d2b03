"""Choose programs on a form: all of a few, and of many those that match typed words, with the ticked ones kept."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy

from hearth.hud.words import words_for

# Up to so many programs stand there without a box that narrows them and ticks all of an agency, a type or a funder.
MANY = 5
SHOWN_AT_MOST = 25


class ProgramsForm(forms.Form):
    """The programs. Where there are many, only the ticked and the matching ones are on the page.

    Its part of a page is choose_programs.html.
    """

    programs = forms.MultipleChoiceField(
        label=gettext_lazy("Programs"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one program.")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        projects: Sequence[Any],
        words: str = "",
        ticked: Sequence[str] = (),
        initial: Mapping[str, Any] | None = None,
        with_agency: bool = False,
        also_known_by: Mapping[str, str] | None = None,
    ) -> None:
        """`ticked` are the programs that stay on the page whatever the words are.

        `also_known_by` are, by the id of a program, words that find it beside its name, agency and type.
        """
        super().__init__(data, initial={"programs": list(ticked), **(initial or {})})
        self.words = words
        self.is_long = len(projects) > MANY
        self.is_found_by_grant = also_known_by is not None
        known = also_known_by or {}
        matching = [
            project for project in projects if _matches(project, words, known.get(str(project.id), ""))
        ]
        self.matching = {str(project.id) for project in matching}
        kept = set(ticked)
        shown = [project for project in projects if str(project.id) in kept]
        others = [project for project in matching if str(project.id) not in kept]
        room = max(SHOWN_AT_MOST - len(shown), 5) if self.is_long else MANY
        self.fewer = max(len(others) - room, 0)
        choices = [(str(project.id), _words(project, with_agency)) for project in [*shown, *others[:room]]]
        # What may be sent is every program; what is shown is some of them.
        self.fields["programs"].choices = choices  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Choosing:
    """What was sent about the programs: the words typed, the ticks, and whether the choice still goes on."""

    words: str
    ticked: list[str]
    goes_on: bool


def choosing(request: Any, projects: Sequence[Any], matching: Callable[[str], Collection[str]]) -> Choosing:
    """Read what was sent: narrow the programs (`do=narrow`), tick all that match (`do=tick`) or none (`clear`), done.

    `matching` gives the ids of the programs that match words. Raises Http404 for a program that was not offered.
    """
    sent = request.POST
    words, ticked = sent.get("words", "").strip(), sent.getlist("programs")
    if not set(ticked) <= {str(project.id) for project in projects}:
        raise Http404
    do = sent.get("do")
    if do == "tick":
        ticked = [*ticked, *sorted(set(matching(words)) - set(ticked))]
    if do == "clear":
        ticked = []
    goes_on = do in ("narrow", "tick", "clear") or (do == "enter" and bool(words) and not ticked)
    return Choosing(words, ticked, goes_on or bool(request.htmx))


def _words(project: Any, with_agency: bool = True) -> str:
    kind = words_for("Project", "ProjectType", project.project_type)
    agency = project.organization.organization_name if with_agency else ""
    return " · ".join(part for part in (project.project_name, agency, kind) if part)


def _matches(project: Any, words: str, also: str = "") -> bool:
    text = f"{_words(project)} {also}".casefold()
    return all(word in text for word in words.casefold().split())
