"""The log in words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def alert_title(kind: str) -> str:
    """Name a kind of alert."""
    return {
        "volume": _("Many clients opened"),
        "outside_agency": _("Clients of other agencies opened"),
        "outside_caseload": _("Clients opened who left long ago"),
        "same_surname": _("Same surname"),
        "night_export": _("Export at night"),
    }[kind]


def alert_facts(alert: Any) -> str:
    """Say what was unusual."""
    facts = alert.facts
    if alert.kind == "volume":
        return _("%(opened)s clients in a day; usual are %(usual)s, for the role %(usual_of_role)s.") % facts
    if alert.kind == "outside_agency":
        return _("%(opened)s clients whom the agency never served.") % facts
    if alert.kind == "outside_caseload":
        return _("%(opened)s clients whom the agency no longer serves.") % facts
    if alert.kind == "night_export":
        count = facts["exports"]
        return ngettext("%(count)s export.", "%(count)s exports.", count) % {"count": count}
    return _("The person and the client bear the same surname.")


def reading_words(row: Any) -> str:
    """Say what was looked at."""
    known = {
        "record": _("Client's record"),
        "services": _("Services"),
        "family": _("Family"),
        "contacts": _("Contacts and care team"),
        "history": _("History"),
        "release": _("What was said about sharing"),
        "disclosures": _("What was sent out"),
        "enrollment": _("Enrollment"),
        "ssn": _("Social Security number"),
        "emergency": _("Hidden record, in an emergency"),
        "report_person": _("Name behind a number of a report"),
        "report_cell": _("Number of a report"),
        "report": _("Ran a report"),
        "report_files": _("Files of a report"),
        "export": _("Asked for an export"),
        "export_file": _("Fetched an export"),
        "audit": _("All that happened"),
        "who_looked": _("List of who looked"),
        "as_it_was": _("Record as it was"),
    }
    if row.what == "search":
        return _("Search by %(kind)s, %(count)s found") % {
            "kind": _search(row.detail),
            "count": row.how_many if row.how_many is not None else "?",
        }
    return known.get(row.what) or row.what.replace("_", " ").capitalize()


def _search(kind: str) -> str:
    known = {
        "ssn": _("SSN"),
        "ssn_last_four": _("last four digits of the SSN"),
        "birth_date": _("birth date"),
        "name_and_birth_date": _("name and birth date"),
        "name_and_ssn_last_four": _("name, with a year of birth or the last four digits of the SSN"),
    }
    return known.get(kind) or _("name or identifier")


def sign_in_words(kind: str) -> str:
    """Name a coming or going."""
    return {
        "login": _("Logged in"),
        "logout": _("Logged out"),
        "failed": _("Login failed"),
        "locked": _("Account locked"),
        "ended": _("Session ended"),
    }[kind]
