"""Q8 to Q16: who was contacted, who is new, who became enrolled in PATH."""

from hearth.reports.path.specification import SPECIFICATION
from hearth.reports.table import Line, Table

_CONTACTS = (
    "Contacts of the active stays whose client became enrolled in PATH in the date range, of all such stays of a "
    "client. An engagement, an enrollment and a PATH service count on days without another contact."
)


def _clients(where: str, words: str = "") -> Line:
    return Line(f"scope = 'report' and {where}", words)


def _contacts(where: str, words: str) -> Line:
    return Line(f"scope = 'contact' and {where}", f"{words} {_CONTACTS}")


_NEW = "is_new"
_NEW_WORDS = "New: the stay started in the date range, and no earlier active one before it."

Q8 = Table(
    code="Q8-Q16",
    title="Persons Served During This Reporting Period",
    source=f"{SPECIFICATION}, Q8 to Q16; HMIS Data Dictionary 4.12, 4.13, P1 to P3",
    corner="Persons served during this reporting period:",
    where="true",
    words="Active clients: with a contact in the date range, or an exit in it after a contact at any time of the stay, "
    "each by the latest active stay.",
    columns={"Count": Line()},
    rows={
        "8. Number of persons contacted by PATH-funded staff this reporting period": _clients("true"),
        "9. Number of new persons contacted this reporting period in a PATH Street Outreach project": _clients(
            f"{_NEW} and project_type = 4", _NEW_WORDS
        ),
        "10. Number of new persons contacted this reporting period in a PATH Services Only project": _clients(
            f"{_NEW} and project_type = 6", _NEW_WORDS
        ),
        "11. Total number of new persons contacted this reporting period (#9 + #10 = total new clients "
        "contacted)": _clients(_NEW, _NEW_WORDS),
        "12a. Instances of contact this reporting period prior to date of enrollment": _contacts(
            "is_until_enrollment", "From the project start to the day of enrollment in PATH."
        ),
        "12b. Total instances of contact during the reporting period": _contacts("is_in_range", ""),
        "13a. Number of new persons contacted this reporting period who could not be enrolled because of "
        "ineligibility for PATH": _clients(
            f"{_NEW} and is_determined and becomes_enrolled = 0 and reason_not_enrolled = 1", _NEW_WORDS
        ),
        "13b. Number of new persons contacted this reporting period who could not be enrolled because provider was "
        "unable to locate the client": _clients(
            f"{_NEW} and is_determined and becomes_enrolled = 0 and reason_not_enrolled = 3", _NEW_WORDS
        ),
        "14. Number of new persons contacted this reporting period who became enrolled in PATH": _clients(
            f"{_NEW} and is_determined and becomes_enrolled = 1", _NEW_WORDS
        ),
        "15. Number with active, enrolled PATH status at any point during the reporting period": _clients(
            "is_enrolled"
        ),
        "16. Number of active, enrolled PATH clients receiving community mental health services through any funding "
        "source at any point during the reporting period": _clients(
            "is_enrolled and gets_mental_health",
            "A PATH service of community mental health, or a referral to it that was attained, up to the report's end.",
        ),
    },
)
