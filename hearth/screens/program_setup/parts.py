"""The parts of a program as its pages name them: the element that each is, its heading, and how a row is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.refusal import NotDone
from hearth.forms.descriptors import DescriptorForm, descriptor_form
from hearth.hud.collection import ProjectFacts
from hearth.hud.standard import standard
from hearth.rules.project.at_entry import column_of


@dataclass(frozen=True)
class Part:
    """One kind of rows. `title` heads the section, `one` names a row of it, `empty` says what would stand there."""

    key: str
    number: str
    file: str
    title: Any
    one: Any
    empty: Any


_LIST: Final[Sequence[Part]] = (
    Part(
        "coc",
        "2.03",
        "ProjectCoC",
        gettext_lazy("Continuum of Care and address"),
        gettext_lazy("CoC"),
        gettext_lazy("The CoCs in which the program works, each with its geocode and address."),
    ),
    Part(
        "funder",
        "2.06",
        "Funder",
        gettext_lazy("Funders and grants"),
        gettext_lazy("Grant"),
        gettext_lazy(
            "Every grant that pays for it. Funders decide what clients are asked and which services there are."
        ),
    ),
    Part(
        "inventory",
        "2.07",
        "Inventory",
        gettext_lazy("Beds and units"),
        gettext_lazy("Inventory"),
        gettext_lazy("The beds and units of each kind of household, from a day on."),
    ),
    Part(
        "hmis",
        "2.08",
        "HMISParticipation",
        gettext_lazy("Taking part in HMIS"),
        gettext_lazy("HMIS participation"),
        gettext_lazy("Whether its clients are entered here, and since when."),
    ),
    Part(
        "ce",
        "2.09",
        "CEParticipation",
        gettext_lazy("Taking part in coordinated entry"),
        gettext_lazy("Coordinated entry"),
        gettext_lazy("What the program does in coordinated entry, and since when."),
    ),
)
BY_KEY: Final[Mapping[str, Part]] = {part.key: part for part in _LIST}


def part_named(key: str) -> Part:
    """Give a part. Raises NotVisible for a word that is none."""
    if key not in BY_KEY:
        raise NotVisible("There is no such part of a program.")
    return BY_KEY[key]


def form_of(
    viewer: Viewer, part: Part, project: Any, data: Any, row: Mapping[str, Any] | None = None
) -> DescriptorForm:
    """Build the form of a row of a part; a new one begins with the program."""
    form = descriptor_form(
        [part.number],
        facts_of_form(project),
        viewer.today,
        data=data,
        row=row,
        coc_codes=reached_cocs(viewer),
    )
    if row is None:
        starts = next((form.name_of(one.question.column) for one in _asked(form) if _starts(one)), None)
        if starts:
            form.initial[starts] = project.operating_start_date
    return form


def _asked(form: DescriptorForm) -> list[Any]:
    return [branch.asked for branch in form.branches]


def _starts(asked: Any) -> bool:
    return bool(asked.question.column.endswith("StartDate"))


def facts_of_form(project: Any) -> ProjectFacts:
    """Give what decides the form of a program's part."""
    return ProjectFacts(type=project.project_type, rrh_subtype=project.rrh_sub_type)


def reached_cocs(viewer: Viewer) -> list[str]:
    """Give the CoCs of this instance in which the viewer may set up programs."""
    return [code for code in sorted(viewer.zones) if viewer.may("manage_programs", coc=code)] or (
        sorted(viewer.zones) if not viewer.sees_community else []
    )


def answers_of(row: Any) -> dict[str, Any]:
    """Give the stored answers of a row by HUD's columns."""
    columns = standard().files[row.hud_file].columns
    return {
        column.name: getattr(row, column.database_name)
        for column in columns
        if hasattr(row, column.database_name)
    }


def refuse(form: DescriptorForm, refusal: NotDone) -> None:
    """Show why it was not kept, at the field that can mend it where this form has it."""
    for problem in refusal.problems:
        form.add_error(form.name_of(column_of(problem.rule)), problem.message)


def sections(rows: Mapping[str, Sequence[Any]], *, houses: bool) -> list[tuple[Part, list[dict[str, Any]]]]:
    """Give the parts that a program has, each with its rows told."""
    return [
        (part, [{"row": row, **_told(part.key, row)} for row in rows[part.key]])
        for part in _LIST
        if part.key != "inventory" or houses
    ]


def _told(key: str, row: Any) -> dict[str, Any]:
    return {"coc": _coc, "funder": _funder, "inventory": _inventory, "hmis": _hmis, "ce": _ce}[key](row)


def _coc(row: Any) -> dict[str, Any]:
    address = ", ".join(each for each in (row.address1, row.city, row.state, row.zip) if each)
    area = _words("2.03.4", row.geography_type)
    return {
        "name": row.coc_code,
        "details": [address, f"{_('Geocode')} {row.geocode}" if row.geocode else "", area],
    }


def _funder(row: Any) -> dict[str, Any]:
    name = row.other_funder if row.funder == 46 and row.other_funder else _words("2.06.1", row.funder)
    details = [f"{_('Grant')} {row.grant_id}" if row.grant_id else ""]
    return {"name": name, "details": details, "when": _period(row.start_date, row.end_date)}


def _inventory(row: Any) -> dict[str, Any]:
    numbers = _("%(beds)s beds, %(units)s units") % {"beds": row.bed_inventory, "units": row.unit_inventory}
    return {
        "name": _words("2.07.4", row.household_type),
        "details": [numbers, row.coc_code or "", _words("2.07.6", row.availability)],
        "when": _period(row.inventory_start_date, row.inventory_end_date),
    }


def _hmis(row: Any) -> dict[str, Any]:
    when = _period(row.hmis_participation_status_start_date, row.hmis_participation_status_end_date)
    return {"name": _words("2.08.1", row.hmis_participation_type), "details": [], "when": when}


def _ce(row: Any) -> dict[str, Any]:
    name = _("Access point") if row.access_point == 1 else _("Not an access point")
    refers = _("Receives referrals") if row.receives_referrals == 1 else _("Receives no referrals")
    when = _period(row.ce_participation_status_start_date, row.ce_participation_status_end_date)
    return {"name": name, "details": [refers], "when": when}


def _words(list_id: str, code: Any) -> str:
    return standard().lists[list_id].label(code) if code is not None else ""


def _period(start: date | None, end: date | None) -> str:
    if end is None:
        return _("since %(day)s") % {"day": date_format(start)} if start else ""
    return f"{date_format(start) if start else ''} – {date_format(end)}"
