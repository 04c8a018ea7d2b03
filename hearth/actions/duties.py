"""What binds an agency and not its software (SEC-13): asked once a year, as data."""

from typing import Final, NamedTuple

from django.utils.translation import gettext_noop as _


class Duty(NamedTuple):
    """One duty, as it is asked, and what to look at before answering."""

    key: str
    question: str
    look_at: str


DUTIES: Final = (
    Duty(
        "antivirus",
        _("Does every workstation search for harmful software, with today's definitions?"),
        _("Look at the date of the definitions on each computer that opens this system."),
    ),
    Duty(
        "firewall",
        _("Does a firewall stand between every workstation and the internet?"),
        _("The one of the computer or the one of the office; also for work from home."),
    ),
    Duty(
        "updates",
        _("Do operating systems and browsers update themselves?"),
        _("A computer whose maker sends no updates any more may not open this system."),
    ),
    Duty(
        "locked_screens",
        _("Does every screen lock itself after a few minutes?"),
        _("Screens at a front desk are turned away from who waits."),
    ),
    Duty(
        "disks", _("Are the disks of laptops and phones encrypted?"), _("A lost laptop then holds nothing.")
    ),
    Duty(
        "own_logins",
        _("Has everybody their own login, and does nobody use another's?"),
        _("Ask; look for notes with passwords at desks."),
    ),
    Duty(
        "leavers",
        _("Were the accounts of all who left closed within a day?"),
        _("Compare the list of accounts with your staff list."),
    ),
    Duty(
        "agreements",
        _("Has everybody who works here signed the confidentiality agreement this year?"),
        _("Volunteers and students too."),
    ),
    Duty(
        "paper",
        _("Is paper with client data locked away when nobody is with it?"),
        _("Printers, desks, cars, intake forms that wait for typing."),
    ),
    Duty(
        "destroyed",
        _("Is paper shredded, and are disks wiped before they leave?"),
        _("Also copiers and phones that are given back."),
    ),
    Duty(
        "privacy_sign",
        _("Does the privacy sign hang at every place where clients are asked?"),
        _("In the languages that clients read."),
    ),
    Duty(
        "exports",
        _("Are exports and printouts kept only as long as they are needed, and only where they are safe?"),
        _("Not on a memory stick, not in a private mailbox."),
    ),
)
