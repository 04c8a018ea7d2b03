"""Readings in words: short for who works here, plain for a client."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hearth.access.audit import Look


def told_look(look: Look) -> str:
    """Say what was looked at."""
    known = _known()
    return known.get(look.what) or look.what.replace("_", " ").capitalize()


def seen_in(what: Iterable[str]) -> str:
    """Say in a client's words what somebody looked at on a day."""
    known = _plain()
    said = dict.fromkeys(known.get(one) or known["record"] for one in what)
    return ", ".join(said)


def _known() -> dict[str, str]:
    return {
        "record": _("Opened the record"),
        "services": _("Opened the services"),
        "homelessness": _("Opened the history of homelessness"),
        "housing_packet": _("Made a packet for housing"),
        "client_report": _("Made the client's own copy of the record"),
        "family": _("Opened the family"),
        "contacts": _("Opened the contacts and the care team"),
        "history": _("Opened the history"),
        "disclosures": _("Opened what was sent out"),
        "enrollment": _("Opened an enrollment"),
        "ssn": _("Showed the Social Security number"),
        "emergency": _("Opened the hidden record in an emergency"),
        "report_person": _("Saw the name behind a number of a report"),
        "audit": _("Opened the whole history"),
        "who_looked": _("Opened the list of who looked"),
        "as_it_was": _("Opened the record as it was"),
    }


def _plain() -> dict[str, str]:
    return {
        "record": pgettext("what of your information was seen", "your record"),
        "services": pgettext("what of your information was seen", "the services you got"),
        "homelessness": pgettext("what of your information was seen", "where you slept"),
        "housing_packet": pgettext("what of your information was seen", "your record, for housing"),
        "client_report": pgettext("what of your information was seen", "your record, to print it for you"),
        "family": pgettext("what of your information was seen", "who is in your family"),
        "contacts": pgettext("what of your information was seen", "how you are reached"),
        "history": pgettext("what of your information was seen", "what was changed in your record"),
        "disclosures": pgettext("what of your information was seen", "where your information was sent"),
        "enrollment": pgettext("what of your information was seen", "your stay in a program"),
        "emergency": pgettext("what of your information was seen", "your record, in an emergency"),
        "ssn": pgettext("what of your information was seen", "your Social Security number"),
        "report_person": pgettext("what of your information was seen", "your name in a report"),
        "audit": pgettext("what of your information was seen", "what was changed in your record"),
        "who_looked": pgettext("what of your information was seen", "this list"),
        "as_it_was": pgettext("what of your information was seen", "your record as it was before"),
    }
