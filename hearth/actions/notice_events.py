"""Every event that people are told of: one table, as data. A new kind of warning is a new row here.

`subject` and `text` are sentences of gettext; %(name)s in them is a fact that `notify` must be given. No text has a
place for a client's name, and `notify` takes no value that could be one.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_noop as _

from hearth.records.models.notice import Mailing


class Importance(StrEnum):
    """How far a person may turn a notice off."""

    # About the safety of an account or of what is kept here: inbox and mail at once, always.
    SECURITY = "security"
    # Something has to be done by a day: in the inbox at least.
    DUTY = "duty"
    # Good to know: may be turned off.
    NEWS = "news"


@dataclass(frozen=True, slots=True)
class Event:
    """One kind of notice. `usually` is the right whose holders are told; blank: the person it is about."""

    subject: str
    text: str
    importance: Importance
    usually: str = ""
    # Of what is told to the person it is about: the right without which it never happens to anybody.
    only_with: str = ""
    mailing: Mailing = Mailing.DAILY


_SECURITY, _DUTY, _NEWS = Importance.SECURITY, Importance.DUTY, Importance.NEWS


def _own(subject: str, text: str) -> Event:
    """A notice to the person whose account it is about."""
    return Event(subject, text, _SECURITY, mailing=Mailing.AT_ONCE)


EVENTS: Final[dict[str, Event]] = {
    # The person's own account -------------------------------------------------------------------------
    "account_opened": _own(
        _("An account was opened for you"),
        _("Your user name is %(username)s. Use “Forgotten password” on the login page to choose a password."),
    ),
    "account_locked": _own(
        _("Your account is locked"),
        _(
            "Too many logins failed. The lock ends by itself after %(hours)s hours; your second step or your agency "
            "manager can end it now. If it was not you, tell your agency manager."
        ),
    ),
    "account_released": _own(_("Your account is unlocked"), _("You can log in again.")),
    "account_inactive_soon": _own(
        _("Log in soon to keep your account active"),
        _("You have not logged in for %(days)s days. On %(on)s your account becomes inactive."),
    ),
    "account_inactive": _own(
        _("Your account is inactive"),
        _("You have not logged in for %(days)s days. Ask for a link on the login page to use it again."),
    ),
    "account_needs_training": _own(
        _("Your account rests until you are trained again"),
        _("You have not logged in for %(days)s days. Ask the HMIS lead what to do."),
    ),
    "account_reactivated": _own(
        _("Your account is active again"),
        _("Log in within %(hours)s hours, or it becomes inactive again."),
    ),
    "account_deactivated": _own(
        _("Your account was closed"),
        _("All your sessions were ended. Ask your agency manager if this is a mistake."),
    ),
    "account_role_changed": _own(
        _("Your role was changed"), _("What you may open and do here is different from now on.")
    ),
    "password_changed": _own(
        _("Your password was changed"), _("If it was not you, tell your agency manager at once.")
    ),
    "password_reset_asked": _own(
        _("Somebody asked for a new password for your account"),
        _("If it was not you, nothing has to be done; your password is as it was."),
    ),
    "second_step_added": _own(
        _("A second step at sign-in was added"), _("If it was not you, tell your agency manager at once.")
    ),
    "second_step_removed": _own(
        _("A second step at sign-in was removed"), _("If it was not you, tell your agency manager at once.")
    ),
    "recovery_codes_made": _own(
        _("New recovery codes were made"),
        _("Older codes work no more. If it was not you, tell your agency manager at once."),
    ),
    "recovery_code_used": _own(
        _("A recovery code was used"),
        _("There are %(left)s left. If it was not you, tell your agency manager at once."),
    ),
    "new_device": _own(
        _("Your account was used on a new device"),
        _("It was on %(on)s. If it was not you, end all sessions and tell your agency manager."),
    ),
    "session_ended": _own(
        _("One of your sessions was ended"),
        _("You logged in somewhere else, or somebody who may do so ended it."),
    ),
    "agreement_due": Event(
        _("Sign the confidentiality agreement"),
        _("Without a signed agreement you cannot open client records after %(on)s."),
        _DUTY,
        mailing=Mailing.AT_ONCE,
    ),
    # Accounts of others -------------------------------------------------------------------------------
    "somebody_locked": Event(
        _("An account is locked"),
        _("Logins of %(username)s failed too often. You can unlock it when the person asks you."),
        _NEWS,
        "unlock_account",
    ),
    "somebody_needs_training": Event(
        _("An account rests until its owner is trained again"),
        _("%(username)s did not log in for %(days)s days."),
        _DUTY,
        "reactivate_account",
    ),
    "somebody_reactivated": Event(
        _("An account was made active again"),
        _("%(username)s had not logged in for %(days)s days."),
        _NEWS,
        "reactivate_account",
    ),
    # Work with clients --------------------------------------------------------------------------------
    "note_mention": Event(
        _("A colleague mentioned you in a note"),
        _("Open it to read what they ask of you or want you to know."),
        _NEWS,
        only_with="see_notes",
    ),
    "auto_exit_soon": Event(
        _("A household will be exited by the system"),
        _(
            "It is exited on %(on)s, because nothing was recorded since %(since)s. Record what you did with them, or "
            "say “still active” on the page of the enrollment."
        ),
        _DUTY,
        "exit_household",
    ),
    "auto_exit_done": Event(
        _("A household was exited by the system"),
        _(
            "%(count)s people, with %(on)s as the day, because nothing was recorded since %(since)s. If they never "
            "left, reopen the enrollment."
        ),
        _DUTY,
        "exit_household",
    ),
    "annual_due": Event(
        _("An annual assessment is due"),
        _("For the whole household, from %(opens)s to %(closes)s."),
        _DUTY,
        "record_assessment",
    ),
    # Clients' privacy ---------------------------------------------------------------------------------
    "emergency_access": Event(
        _("A record was opened in an emergency"),
        _("%(username)s opened a record that is hidden from them, and gave a reason. Review it."),
        _SECURITY,
        "see_log",
        mailing=Mailing.AT_ONCE,
    ),
    "release_withdrawn": Event(
        _("A release of information was withdrawn"),
        _("Other agencies do not see the record any more."),
        _DUTY,
        "record_release",
    ),
    "release_ends_soon": Event(
        _("A release of information ends soon"),
        _("It ends on %(on)s. Renew it with the client before."),
        _DUTY,
        "record_release",
    ),
    "minor_became_adult": Event(
        _("A client turned 18"),
        _("What a parent or guardian signed holds no more since %(on)s. Ask the client."),
        _DUTY,
        "record_release",
    ),
    "service_ends": Event(
        _("A service ends soon"),
        _("What is given to a client ends on %(on)s. Extend it, or plan with the client what comes next."),
        _DUTY,
        "record_service",
    ),
    # The log ------------------------------------------------------------------------------------------
    "unusual_activity": Event(
        _("Unusual activity"),
        _("%(username)s opened or exported more than is usual. See what it was, and note what you found."),
        _SECURITY,
        "see_log",
        mailing=Mailing.AT_ONCE,
    ),
    "log_review_due": Event(
        _("Review the access log"), _("The quarterly review is due on %(on)s."), _DUTY, "see_log"
    ),
    "log_broken": Event(
        _("The access log was changed from outside"),
        _("The verify command found %(count)s places that do not fit their seals."),
        _SECURITY,
        "see_log",
        mailing=Mailing.AT_ONCE,
    ),
    # Files and long work ------------------------------------------------------------------------------
    "infected_upload": _own(
        _("A file that you uploaded is infected"),
        _(
            "It was set aside and nothing of it was stored. Have your computer searched before you send it again."
        ),
    ),
    "somebody_uploaded_infected": Event(
        _("An infected file was uploaded"),
        _("%(username)s uploaded it. It was set aside and nothing of it was stored."),
        _SECURITY,
        "import_data",
        mailing=Mailing.AT_ONCE,
    ),
    "uploads_wait_for_a_scan": Event(
        _("Uploads were not searched for harmful software"),
        _("%(count)s uploads wait for a scanner. Tell who runs this system."),
        _DUTY,
        "see_backups",
    ),
    "import_done": Event(
        _("An import is done"),
        _("See what was stored."),
        _NEWS,
        only_with="import_data",
        mailing=Mailing.NONE,
    ),
    "import_held": Event(
        _("An import waits for your answer"),
        _("See what it would change."),
        _DUTY,
        only_with="import_data",
        mailing=Mailing.NONE,
    ),
    "import_failed": Event(
        _("An import ended without storing anything"),
        _("See why."),
        _NEWS,
        only_with="import_data",
        mailing=Mailing.NONE,
    ),
    "export_held": Event(
        _("An export waits for your answer"),
        _("The receiver may refuse it. See why."),
        _DUTY,
        only_with="export_data",
        mailing=Mailing.NONE,
    ),
    "export_failed": Event(
        _("An export ended without a file"),
        _("See why."),
        _NEWS,
        only_with="export_data",
        mailing=Mailing.NONE,
    ),
    "export_done": Event(
        _("An export is ready"),
        _("Fetch it before it is removed."),
        _NEWS,
        only_with="export_data",
        mailing=Mailing.NONE,
    ),
    # Reports --------------------------------------------------------------------------------------------
    "report_ready": Event(
        _("A scheduled report is ready"),
        _("Open it to see its numbers."),
        _NEWS,
        only_with="run_reports",
        mailing=Mailing.NONE,
    ),
    "report_failed": Event(
        _("A scheduled report did not run"),
        _("Open it to see why. It is tried again on its next day."),
        _NEWS,
        only_with="run_reports",
        mailing=Mailing.NONE,
    ),
    "report_schedule_stopped": Event(
        _("A scheduled report was stopped"),
        _(
            "Your role no longer lets you run it as it was asked. Its earlier runs are kept. Schedule it anew when you "
            "may run it again."
        ),
        _NEWS,
        mailing=Mailing.NONE,
    ),
    "report_schedule_of_leaver": Event(
        _("A scheduled report was stopped, because its owner left"),
        _("%(username)s had scheduled it. Whoever still needs it can run and schedule it themselves."),
        _NEWS,
        usually="deactivate_account",
        mailing=Mailing.NONE,
    ),
    # Clients --------------------------------------------------------------------------------------------
    "asked_about_client": Event(
        _("You are asked about a client"),
        _("%(username)s asks you about the client. Open the record, and answer them."),
        _NEWS,
        only_with="find_client",
        mailing=Mailing.AT_ONCE,
    ),
    # The system and the agency ------------------------------------------------------------------------
    "inventory_approved": Event(
        _("Your change of an inventory was approved"),
        _("It holds from %(day)s."),
        _NEWS,
        only_with="ask_inventory",
    ),
    "inventory_declined": Event(
        _("Your change of an inventory was declined"),
        _("The change from %(day)s is not made. The request says why."),
        _DUTY,
        only_with="ask_inventory",
    ),
    "opening_posted": Event(
        _("A program has an opening"),
        _("Places for households: %(places)s, from %(day)s. See who may come."),
        _DUTY,
        "match_referrals",
        mailing=Mailing.AT_ONCE,
    ),
    "mail_given_up": Event(
        _("Mails could not be sent"),
        _("%(count)s mails were given up after several tries. The notices are in the inboxes."),
        _DUTY,
        "see_backups",
        mailing=Mailing.NONE,
    ),
    "self_check_due": Event(
        _("Your agency's yearly self-check is due"),
        _("Answer it until %(on)s: workstations, screens, paper and keys."),
        _DUTY,
        "answer_self_check",
    ),
    "self_check_late": Event(
        _("Your agency's yearly self-check is late"),
        _("It was due on %(on)s."),
        _DUTY,
        "answer_self_check",
        mailing=Mailing.AT_ONCE,
    ),
    "others_self_check_late": Event(
        _("An agency's yearly self-check is late"),
        _("It was due on %(on)s. See which agency it is."),
        _DUTY,
        "see_self_checks",
    ),
}
