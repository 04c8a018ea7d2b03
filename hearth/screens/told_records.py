"""Records, their columns and their values in words: in those of the screens where there are some, else in HUD's."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hearth.forms.words import translated
from hearth.hud.elements import elements
from hearth.hud.standard import snake_case, standard
from hearth.hud.words import service_words, words_for


def told_record(record: Any) -> str:
    """Name a record: what it is and of which day or program."""
    file = file_of(record)
    if file == "Release":
        return _told_release(record)
    if file == "AttestedMonth":
        return _("Month of homelessness: %(month)s, said by %(who)s") % {
            "month": date_format(record.month, "YEAR_MONTH_FORMAT"),
            "who": record.said_by,
        }
    if file == "Client":
        return _("The client's record")
    if file == "Enrollment":
        return _("Enrollment in %(program)s from %(day)s") % {
            "program": record.project.project_name,
            "day": _day(record.entry_date),
        }
    if file == "Exit":
        return _("Exit on %(day)s to: %(destination)s") % {
            "day": _day(record.exit_date),
            "destination": words_for("Exit", "Destination", record.destination),
        }
    if file == "ClientAlias":
        return f"{record.get_kind_display()}: {record.name}"
    if file == "LocalAnswer":
        return _("Answer to a local question: %(question)s") % {"question": record.column}
    if file == "Services":
        what = service_words(record.record_type, record.type_provided, record.sub_type_provided)
        return _("%(service)s on %(day)s") % {"service": what, "day": _day(record.date_provided)}
    kind = told_kind(file)
    if file == "Disabilities":
        kind = words_for(file, "DisabilityType", record.disability_type)
    day = getattr(record, "information_date", None)
    return _("%(service)s on %(day)s") % {"service": kind, "day": _day(day)} if day else kind


def file_of(record: Any) -> str:
    """Give the HUD file of a record; a release of information is in none."""
    return str(getattr(record, "hud_file", "Release"))


def _told_release(release: Any) -> str:
    facts = {"first": _day(release.starts_on), "last": _day(release.ends_on) if release.ends_on else ""}
    if not release.permission:
        return _("Answer of %(first)s about sharing: no") % facts
    if release.ends_on:
        return _("Release of information from %(first)s to %(last)s") % facts
    return _("Release of information from %(first)s") % facts


def told_kind(file: str) -> str:
    """Name a kind of record."""
    known = {
        "Client": _("Client"),
        "ClientAlias": _("Other name"),
        "LocalAnswer": _("Answer to a local question"),
        "Enrollment": _("Enrollment"),
        "Exit": _("Exit"),
        "Services": _("Service"),
        "Disabilities": _("Health condition"),
        "HealthAndDV": _("Health and domestic violence"),
        "IncomeBenefits": _("Income and benefits"),
        "EmploymentEducation": _("Work and school"),
        "YouthEducationStatus": _("School of a youth"),
        "CurrentLivingSituation": _("Current living situation"),
        "Assessment": _("Assessment"),
        "AssessmentQuestions": _("Answer of an assessment"),
        "AssessmentResults": _("Result of an assessment"),
        "Event": _("Coordinated entry event"),
        "Project": _("Program"),
        "Organization": _("Agency"),
        "Funder": _("Funder"),
        "Inventory": _("Beds and units"),
        "ProjectCoC": _("Place of a program"),
        "Affiliation": _("Affiliation"),
        "CEParticipation": _("Part in coordinated entry"),
        "HMISParticipation": _("Part in HMIS"),
        "AttestedMonth": _("Month of homelessness"),
        "Release": _("Release of information"),
    }
    return known.get(file) or file


def label_of(file: str, name: str) -> str:
    """Give a column's name in words: the usual ones in the screens' words, the others as the standard asks for them."""
    known = {
        "dob": _("Birth date"),
        "dob_data_quality": _("Birth date, quality"),
        "first_name": _("First name"),
        "middle_name": _("Middle name"),
        "last_name": _("Last name"),
        "name_suffix": _("Suffix"),
        "ssn_encrypted": _("SSN"),
        "ssn_digest": _("SSN, for search"),
        "ssn_last_four_digest": _("Last four of the SSN, for search"),
        "ssn_data_quality": _("SSN, quality"),
        "name_data_quality": _("Name, quality"),
        "relationship_to_hoh": _("Relationship to the head of household"),
        "entry_date": _("Start date"),
        "exit_date": _("Exit date"),
        "destination": _("Destination"),
        "enrollment_coc": _("CoC"),
        "date_deleted": _("Deleted"),
        "date_created": _("Entered"),
        "information_date": _("Information date"),
        "data_collection_stage": _("When it was asked"),
        "household_id": _("Household"),
        "project": _("Program"),
        "organization": _("Agency"),
        "unique_identifier": _("Identifier"),
        "is_private": _("Private"),
        "pronouns": _("Pronouns"),
        "is_unnamed": _("Met without a name"),
        "met_where": _("Where they were met"),
        "met_on": _("When they were met"),
        "kind": _("Kind"),
        "value": _("Answer"),
        "is_consent_refused": _("Refused to be named here"),
    }
    told = known.get(name.removesuffix("_id")) or known.get(name)
    return told or translated(_questions().get((file, name), "")) or _humanized(name)


def value_of(record: Any, name: str, value: Any) -> str:
    """Give a value in words: the label of a code, a day as people say it. `record` says which list a code is from."""
    if value is None or value == "":
        return _("no answer")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return date_format(value, "j M Y, g:i a")
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, UUID | bytes | memoryview):
        return _("changed; not shown here")
    if isinstance(value, Decimal):
        return f"${value:,.2f}"
    return _code(record, name, value)


def _code(record: Any, name: str, value: int | str) -> str:
    file, known = record.hud_file, standard()
    if file == "Services" and name == "type_provided":
        return service_words(record.record_type, value)  # type: ignore[arg-type]
    if file == "Disabilities" and name == "disability_response":
        list_id = known.facts["disability_response_list"][str(record.disability_type)]
        return translated(known.lists[list_id].label(value))
    column = _columns(file).get(name) if file in known.files else None
    return translated(words_for(file, column, value)) if column else str(value)


@cache
def _columns(file: str) -> dict[str, str]:
    """Give HUD's spelling of the columns that have one list, by their database name."""
    columns = standard().files[file].columns
    return {snake_case(column.name): column.name for column in columns if len(column.lists) == 1}


@cache
def _questions() -> dict[tuple[str, str], str]:
    """Give what the standard asks for each column, by file and database name; the first question of several."""
    found: dict[tuple[str, str], str] = {}
    for element in elements().values():
        for question in element.questions:
            if element.is_active and question.text:
                found.setdefault((question.file, snake_case(question.column)), question.text)
    return found


def _humanized(name: str) -> str:
    return name.removesuffix("_id").replace("_", " ").capitalize()


def _day(day: date) -> str:
    return date_format(day, "j M Y")
