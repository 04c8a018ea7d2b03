"""Answers of two records, why they are alike, and what hangs on them, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hearth.hud.standard import snake_case, standard
from hearth.hud.words import words_for

# What each answer of merge_answers.groups is called. A column that is not here is called by its name.
_LABELS = {
    "name": gettext_lazy("Name"),
    "dob": gettext_lazy("Birth date"),
    "ssn": gettext_lazy("SSN"),
    "race": gettext_lazy("Race and ethnicity"),
    "sex": gettext_lazy("Sex"),
    "military": gettext_lazy("Veteran"),
    "pronouns": gettext_lazy("Pronouns"),
    "met": gettext_lazy("Where and when they were met"),
}
_REASONS = {
    "same_ssn": gettext_lazy("same SSN"),
    "same_last_four": gettext_lazy("same last four digits"),
    "same_name": gettext_lazy("same name"),
    "similar_name": gettext_lazy("similar name"),
    "names_swapped": gettext_lazy("first and last name swapped"),
    "same_birth_date": gettext_lazy("same birth date"),
    "similar_birth_date": gettext_lazy("similar birth date"),
    "same_last_name": gettext_lazy("same last name"),
}


def reason_words(pair: Any) -> str:
    """Say why a pair is listed: what is alike, or what the worker said who flagged it."""
    found = [str(_REASONS[reason]) for reason in pair.reasons if reason in _REASONS]
    return ", ".join([*([pair.said] if pair.said else []), *found])


def answer_label(group: str) -> str:
    return str(_LABELS.get(group) or group.replace("_", " ").capitalize())


def answer_words(group: str, client: Any) -> str:
    """Give an answer of a record in words; an SSN is never shown."""
    match group:
        case "name":
            parts = (client.first_name, client.middle_name, client.last_name, client.name_suffix)
            quality = words_for("Client", "NameDataQuality", client.name_data_quality)
            return _with_quality(" ".join(part for part in parts if part), quality)
        case "dob":
            born = date_format(client.dob) if client.dob else ""
            return _with_quality(born, words_for("Client", "DOBDataQuality", client.dob_data_quality))
        case "ssn":
            return _with_quality(_ssn(client), words_for("Client", "SSNDataQuality", client.ssn_data_quality))
        case "race":
            answers = standard().facts["race_columns"]
            found = [words for column, words in answers.items() if getattr(client, snake_case(column)) == 1]
            none = words_for("Client", "RaceNone", client.race_none)
            return "; ".join([*found, client.additional_race_ethnicity or ""]).strip("; ") or none
        case "military":
            years = "–".join(str(one) for one in (client.year_entered_service, client.year_separated) if one)
            branch = words_for("Client", "MilitaryBranch", client.military_branch)
            veteran = words_for("Client", "VeteranStatus", client.veteran_status)
            return ", ".join(part for part in (veteran, branch, years) if part)
        case "met":
            day = date_format(client.met_on) if client.met_on else ""
            return ", ".join(part for part in (client.met_where, day) if part)
        case "sex":
            return words_for("Client", "Sex", client.sex)
        case _:
            return str(getattr(client, group) or "")


def moving_words(counted: Mapping[str, int]) -> list[str]:
    """Say in numbers what hangs on a record, the best known things first."""
    told = {
        "Enrollment": lambda n: ngettext("%(n)s enrollment", "%(n)s enrollments", n),
        "Service": lambda n: ngettext("%(n)s service", "%(n)s services", n),
        "ReleaseOfInformation": lambda n: ngettext("%(n)s release", "%(n)s releases", n),
        "CurrentLivingSituation": lambda n: ngettext("%(n)s living situation", "%(n)s living situations", n),
        "Assessment": lambda n: ngettext("%(n)s assessment", "%(n)s assessments", n),
        "ClientAlias": lambda n: ngettext("%(n)s other name", "%(n)s other names", n),
        "Note": lambda n: ngettext("%(n)s note", "%(n)s notes", n),
        "Goal": lambda n: ngettext("%(n)s goal", "%(n)s goals", n),
        "ClientFile": lambda n: ngettext("%(n)s file", "%(n)s files", n),
    }
    found = [words(counted[name]) % {"n": counted[name]} for name, words in told.items() if counted.get(name)]
    if rest := sum(count for name, count in counted.items() if name not in told):
        found.append(ngettext("%(n)s other record", "%(n)s other records", rest) % {"n": rest})
    return found


def _with_quality(value: str, quality: str) -> str:
    return f"{value} · {quality}" if value and quality else value or quality


def _ssn(client: Any) -> str:
    if client.ssn_digest is not None:
        return _("On file, all nine digits")
    return _("On file, in part") if client.ssn_encrypted is not None else ""
