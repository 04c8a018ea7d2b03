"""What each setting is, for the page Settings: its words, what it may be, and where it may be set.

A setting that is added to DEFAULTS (hearth/records/setting.py) is added here, or to ELSEWHERE. The words go through
gettext where they are shown. What a value may be is judged by hearth/actions/setting_faults.py.
"""

from typing import Final

from django.utils.translation import gettext_noop as _

from hearth.records.setting_kinds import ALL, OF_COC, ONE, Elsewhere, Told
from hearth.records.setting_told_consent import CONSENT
from hearth.records.setting_told_stays import STAYS

# Group -> its settings, in the order of the page.
GROUPS: Final[dict[str, tuple[Told, ...]]] = {
    _("Logging in"): (
        Told(
            "login_tries",
            _("Wrong passwords before an account is locked"),
            _("Counted for each user name."),
            ONE,
            highest=10,
        ),
        Told(
            "lockout_hours",
            _("Hours that a lock lasts"),
            _("It ends by itself; a lead can end it earlier."),
            ONE,
            highest=72,
        ),
        Told(
            "second_factor_tries",
            _("Wrong codes before an account is locked"),
            _("Codes of the second step."),
            ONE,
            highest=10,
        ),
        Told(
            "second_factor_required",
            _("A second step is required"),
            _("An app or a passkey besides the password."),
            kind="yes_no",
            warning=_(
                "Without a second step, one stolen or guessed password is enough to read every record that its owner "
                "may open. Passwords then have to be longer."
            ),
        ),
        Told(
            "trusted_device_days",
            _("Days that a browser is trusted"),
            _("The second step is not asked there again so long. 0: asked at every login."),
            lowest=0,
            highest=90,
        ),
        Told(
            "reset_link_minutes",
            _("Minutes that a link for a new password works"),
            _("Counted from when the mail is asked for."),
            lowest=5,
            highest=1440,
        ),
        Told(
            "idle_minutes",
            _("Minutes without activity until the screen locks"),
            _("What was typed is kept. Longer than 15 is risky where clients sit near the screen."),
            highest=60,
        ),
        Told(
            "session_hours", _("Hours until one has to log in again"), _("However busy one was."), highest=24
        ),
        Told("one_session", _("One login at a time"), _("A second login ends the first."), kind="yes_no"),
        Told(
            "kept_work_hours",
            _("Hours that unsaved work is kept"),
            _("After the screen locked or the login ran out."),
            highest=72,
        ),
        Told(
            "allowed_networks",
            _("Networks from which client records open"),
            _("One network in each line, as 203.0.113.0/24. None: from everywhere."),
            kind="networks",
            highest=50,
            warning=_(
                "Who works from any other place, at home or on the street, can no longer open client records."
            ),
        ),
    ),
    _("Passwords"): (
        Told(
            "password_minimum",
            _("Shortest password with a second step"),
            _("In characters. NIST asks for 8 or more."),
            lowest=8,
            highest=64,
        ),
        Told(
            "password_minimum_alone",
            _("Shortest password without a second step"),
            _("In characters. NIST asks for 15 or more."),
            lowest=8,
            highest=64,
        ),
        Told(
            "password_context_words",
            _("Words that no password may hold"),
            _(
                "One word in each line, such as names of places. Names of agencies and CoCs are refused already."
            ),
            kind="words",
            highest=50,
        ),
        Told(
            "hud2004_composition",
            _("Letters and digits, and no word of a dictionary"),
            _("HUD asks for it (notice of 2004, 4.3.1); today’s advice of NIST is against it."),
            kind="yes_no",
        ),
    ),
    _("Accounts that are not used"): (
        Told(
            "inactive_after_days",
            _("Days without a login until an account is paused"),
            _("Its owner opens it again by mail."),
            lowest=7,
        ),
        Told(
            "inactive_warning_days",
            _("Days without a login after which its owner is warned"),
            _("Rising, with commas between, and all before the account is paused."),
            kind="days",
        ),
        Told(
            "rest_after_days",
            _("Days without a login until training is due again"),
            _("Then only the HMIS lead opens the account."),
            lowest=14,
            highest=730,
        ),
        Told(
            "reactivation_hours",
            _("Hours to log in after an account was opened again"),
            _("Who does not is paused again."),
            highest=168,
        ),
    ),
    _("Confidentiality agreement"): (
        Told(
            "agreement_days",
            _("Days until the agreement is signed again"),
            _("Once a year is usual."),
            lowest=30,
            highest=730,
        ),
        Told(
            "agreement_reminder_days",
            _("Days before, on which a reminder goes out"),
            _("Fewer than the agreement holds."),
            highest=90,
        ),
    ),
    _("Consent and sharing"): CONSENT,
    _("What the log tells the lead"): (
        Told(
            "alert_opened_least", _("Clients opened in a day"), _("Fewer are never told."), ALL, highest=1000
        ),
        Told(
            "alert_times_own",
            _("Times what the person usually opens"),
            _("Told when a day is above this and the number before."),
            ALL,
            highest=20,
        ),
        Told(
            "alert_times_role",
            _("Times what people of that role usually open"),
            _("Told when a day is above this and the number before."),
            ALL,
            highest=20,
        ),
        Told(
            "alert_past_days",
            _("Past days that say what is usual"),
            _("Days on which somebody worked count."),
            ALL,
            lowest=7,
        ),
        Told(
            "alert_outside_agency",
            _("Clients whom the agency never served, in a day"),
            _("Told from this many on."),
            ALL,
            highest=1000,
        ),
        Told(
            "alert_outside_caseload",
            _("Clients who left the agency long ago, in a day"),
            _("Told from this many on."),
            ALL,
            highest=1000,
        ),
        Told(
            "alert_caseload_days",
            _("Days after an exit that count as long ago"),
            _("For the line before."),
            ALL,
            highest=730,
        ),
        Told(
            "alert_same_surname",
            _("Tell of clients with the worker’s own surname"),
            _("It may be their family."),
            ALL,
            "yes_no",
        ),
        Told(
            "alert_night_from_hour",
            _("Files taken at night: from"),
            _("The hour at which night begins, 0 to 23."),
            ALL,
            "hour",
            0,
            23,
        ),
        Told(
            "alert_night_until_hour",
            _("Files taken at night: until"),
            _("The hour at which night ends, 0 to 23."),
            ALL,
            "hour",
            0,
            23,
        ),
        Told(
            "log_review_months",
            _("Months from one review of the log to the next"),
            _("HUD asks for reviews at set times; every three months is usual."),
            OF_COC,
            highest=12,
        ),
    ),
    _("The client record"): (
        Told(
            "file_megabytes",
            _("Largest file, in MB"),
            _("A larger one is refused while it is sent."),
            ONE,
            highest=50,
        ),
        Told(
            "file_types",
            _("Kinds of files that are kept"),
            _("One ending in each line, as pdf. What a file is, is seen from what it holds."),
            ONE,
            "words",
            highest=60,
            warning=_(
                "A kind that programs can be in reaches the computers of everybody who opens the file."
            ),
        ),
        Told(
            "document_kinds",
            _("What documents are called"),
            _("One in each line, after its group: “Identity: Birth certificate”."),
            ALL,
            "words",
            highest=80,
        ),
        Told(
            "documents_for_housing",
            _("Documents that are needed for housing"),
            _("One in each line, as it is called above. The page Files says which are there."),
            ALL,
            "words",
            highest=30,
        ),
        Told("note_categories", _("Categories of notes"), _("One in each line."), ALL, "words", highest=40),
        Told("goal_categories", _("Categories of goals"), _("One in each line."), ALL, "words", highest=40),
        Told(
            "alert_days",
            _("Days that an alert lasts"),
            _("What the form offers; who raises it may choose another day."),
            ALL,
        ),
    ),
    **STAYS,
    _("Limits for one person"): (
        Told(
            "rate_searches_a_minute",
            _("Searches in a minute"),
            _("Far above a day of work, below what a script does. 0: no limit."),
            ONE,
            lowest=0,
            highest=1000,
        ),
        Told("rate_exports_an_hour", _("Exports in an hour"), _("0: no limit."), ONE, lowest=0, highest=1000),
        Told("rate_uploads_an_hour", _("Uploads in an hour"), _("0: no limit."), ONE, lowest=0, highest=1000),
        Told("rate_reports_an_hour", _("Reports in an hour"), _("0: no limit."), ONE, lowest=0, highest=1000),
        Told(
            "rate_password_resets_an_hour",
            _("Links for a new password in an hour"),
            _("Also for each internet address. 0: no limit."),
            ONE,
            lowest=0,
            highest=1000,
        ),
    ),
    _("Nights in shelters"): (
        Told(
            "bed_night_ends_at_hour",
            _("Hour at which a night ends"),
            _("0 to 12. Who comes before it stays the night that began the evening before."),
            ALL,
            "hour",
            0,
            12,
        ),
        Told(
            "attendance_back_days",
            _("Nights back that attendance is taken for"),
            _("Further back only by who may record services."),
            ALL,
            lowest=0,
            highest=60,
        ),
        Told(
            "attendance_recent_months",
            _("Months for which a guest is listed"),
            _("Who slept in the shelter longer ago is found by the search."),
            ALL,
            highest=24,
        ),
    ),
    _("The day and the year"): (
        Told(
            "digest_hour",
            _("Hour of the daily mail"),
            _("For who chose one mail a day, 0 to 23."),
            ONE,
            "hour",
            0,
            23,
        ),
        Told(
            "self_check_due",
            _("Day on which yearly self-checks are due"),
            _("Month and day, as 01-31."),
            ONE,
            "month_day",
        ),
        Told(
            "self_check_days_before",
            _("Days before, on which agencies are asked"),
            _("They are told in the inbox."),
            ONE,
            highest=180,
        ),
    ),
}
TOLD: Final[dict[str, Told]] = {one.key: one for group in GROUPS.values() for one in group}

ELSEWHERE: Final[dict[str, Elsewhere]] = {
    "auto_exit_types": Elsewhere(
        _("Which programs exit people by themselves"),
        "auto_exit:policy",
        "another way than usual needs a reason",
    ),
    "local_rules": Elsewhere(
        _("What a CoC asks beyond HUD"), "form_explorer:rules", "kept with all its versions"
    ),
    "role_set": Elsewhere(_("Which set of roles is used"), "roles:roles", "moves every account with it"),
    "agreement": Elsewhere(
        "", "", "a text with versions; the operator keeps it, Hearth's own holds without one"
    ),
    "search_notice": Elsewhere("", "", "nothing reads it yet"),
}
