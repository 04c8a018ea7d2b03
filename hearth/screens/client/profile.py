"""Who a client is: the answers of the profile (3.01 to 3.07, 4.21) in words."""

from typing import Any

from django.utils.translation import gettext as _

from hearth.hud.standard import snake_case, standard
from hearth.hud.words import words_for


def full_name(client: Any) -> str:
    """Give all parts of the name, or nothing."""
    parts = (client.first_name, client.middle_name, client.last_name, client.name_suffix)
    return " ".join(part for part in parts if part)


def ssn_in_words(client: Any) -> str:
    """Say whether an SSN is on file and whether all of it, without showing it."""
    if client.ssn_digest is not None:
        return _("On file, all nine digits")
    if client.ssn_encrypted is not None:
        return _("On file, in part")
    return _("Not on file")


def race_and_ethnicity(client: Any) -> list[str]:
    """Give every answer to 3.04, the client's own words last; the reason where there is none."""
    answers = standard().facts["race_columns"]
    found = [words for column, words in answers.items() if getattr(client, snake_case(column)) == 1]
    if client.additional_race_ethnicity:
        found.append(client.additional_race_ethnicity)
    return found or [words_for("Client", "RaceNone", client.race_none)]


def military_service(client: Any) -> str:
    """Give branch, years and discharge (V1) of a veteran, as far as they are known."""
    years = "–".join(str(year) for year in (client.year_entered_service, client.year_separated) if year)
    parts = (
        words_for("Client", "MilitaryBranch", client.military_branch),
        years,
        words_for("Client", "DischargeStatus", client.discharge_status),
    )
    return ", ".join(part for part in parts if part)
