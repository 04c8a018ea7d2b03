"""The settings of consent and sharing, as the page Settings tells them (hearth/records/setting_told.py)."""

from typing import Final

from django.utils.translation import gettext_noop as _

from hearth.records.setting_kinds import ALL, OF_COC, Told

CONSENT: Final[tuple[Told, ...]] = (
    Told(
        "consent_mode",
        _("Consent before an intake is saved"),
        _("HUD lets a posted sign do where no stricter law holds (notice of 2004, 4.1)."),
        ALL,
        "choice",
        choices=(
            ("inferred", _("A posted sign is enough")),
            ("oral", _("The client says yes")),
            ("written", _("The client signs")),
        ),
    ),
    Told(
        "release_term_days",
        _("Days that a release holds"),
        _("Unless another end is entered with it."),
        ALL,
        highest=3650,
    ),
    Told(
        "release_required",
        _("An answer about sharing is needed to add a client"),
        _("Yes or no, or a private client. A no never keeps anybody from being served."),
        ALL,
        "yes_no",
    ),
    Told(
        "ask_gender_and_orientation",
        _("Gender and sexual orientation are asked at the profile"),
        _("HUD no longer asks them. The answers stay with the agency that asked."),
        kind="yes_no",
        warning=_("Ask only what helps the person: what is on file can be ordered out by a court."),
    ),
    Told(
        "minor_alone_signs",
        _("Who signs for a minor who is here without a parent or guardian"),
        _("State law decides. A minor's own signature ends before they turn 18."),
        OF_COC,
        "choice",
        choices=(
            ("guardian", _("A parent or guardian, who need not be a client")),
            ("own", _("The minor signs")),
            ("unshared", _("Nobody: not shared until 18")),
        ),
    ),
    Told(
        "withdrawal_of_shared",
        _("When a client takes a release back"),
        _("It is told to the client before they confirm, and holds for withdrawals from then on."),
        OF_COC,
        "choice",
        choices=(
            ("at_once", _("Others see nothing any more")),
            ("keep", _("Others keep reading what was recorded before")),
        ),
        warning=_(
            "Programs of victim services and records under 42 CFR Part 2 ask for the first. The text that clients sign "
            "has to say the same as this setting."
        ),
    ),
    Told(
        "release_reminder_days",
        _("Days before a release ends, on which staff are reminded"),
        _("Rising, with commas between."),
        ALL,
        "days",
    ),
    Told(
        "rhy_sharing",
        _("Records of runaway and homeless youth"),
        _("Federal law asks for written consent (34 USC 11212, 45 CFR 1351)."),
        OF_COC,
        "choice",
        choices=(("written_consent", _("Shared with written consent")), ("off", _("Never shared"))),
        warning=_("A no for the whole community holds in every CoC."),
    ),
    Told(
        "hint_of_hidden_records",
        _("Search tells that a hidden record may exist"),
        _("Without a name or an agency, so that nobody is entered twice."),
        kind="yes_no",
    ),
    Told(
        "break_glass_minutes",
        _("Minutes that a record opened in an emergency stays open"),
        _("Each opening is written down and looked at afterwards."),
        lowest=5,
        highest=480,
    ),
)
