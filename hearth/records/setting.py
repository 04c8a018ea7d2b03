"""Settings that differ by place: the project's value, the agency's, the CoC's, the whole instance's, the default."""

from collections.abc import Iterable
from typing import Any

from hearth.records.models.coc import Setting
from hearth.records.models.project import Project

# Every key that exists, with the value that holds where nobody set another.
DEFAULTS: dict[str, Any] = {
    "search_notice": "",
    # Night-by-night shelters (hearth/access/nights.py): when a night ends, how far back attendance is taken by who may
    # do nothing else, and for how many months somebody is offered who slept there.
    "bed_night_ends_at_hour": 6,
    "attendance_back_days": 3,
    "attendance_recent_months": 4,
    # What a CoC asks beyond HUD, every version with who kept it and when (hearth/actions/keep_local_rules.py).
    "local_rules": [],
    # Which set of roles (hearth/access/role_sets/) this community gives; chosen in hearth/actions/choose_role_set.py.
    "role_set": "starter",
    # How often one account may do what costs or gives away much (hearth/access/rate_limits.py); 0 is without limit.
    "rate_searches_a_minute": 60,
    "rate_exports_an_hour": 20,
    "rate_uploads_an_hour": 30,
    "rate_reports_an_hour": 60,
    "rate_password_resets_an_hour": 10,
    # When agencies answer their yearly self-check (month-day), and how many days before they are asked.
    "self_check_due": "01-31",
    "self_check_days_before": 45,
    # The hour at which one mail a day goes out to who chose that.
    "digest_hour": 7,
    # Consent and visibility (hearth/access/visibility*.py). A release ends after so many days unless it says otherwise.
    "release_term_days": 365,
    # Whether a client is entered only once they answered about sharing (or are private).
    "release_required": False,
    # A minor without a parent or guardian here: "own" signature, a "guardian" signs, or "unshared" until 18.
    "minor_alone_signs": "guardian",
    # A withdrawal hides "at_once" what others saw, or "keep"s it readable to them; what comes later is hidden anyway.
    "withdrawal_of_shared": "at_once",
    # So many days before a release ends, who works with the client is reminded.
    "release_reminder_days": [7, 30, 60],
    # What must be had before an intake is saved: "inferred" (a posted sign), "oral" or "written".
    "consent_mode": "inferred",
    # Whether the profile asks what HUD no longer asks.
    "ask_gender_and_orientation": False,
    # Records of runaway and homeless youth go to others by "written_consent", or never: "off" (a CoC's stricter law).
    "rhy_sharing": "written_consent",
    "break_glass_minutes": 60,
    "hint_of_hidden_records": True,
    # Logging in (hearth/access/account_*.py). Read for an account at its main agency, but lockout for the whole
    # instance: an unknown user name has no agency, and must be answered alike.
    "login_tries": 3,
    "lockout_hours": 3,
    "second_factor_tries": 5,
    "second_factor_required": True,
    "trusted_device_days": 30,
    "reset_link_minutes": 60,
    "password_minimum_alone": 15,
    "password_minimum": 8,
    "password_context_words": [],
    # HUD's notice of 2004, 4.3.1 (letters and digits, no dictionary word); NIST and ASVS forbid it (ADR 0100).
    "hud2004_composition": True,
    "inactive_after_days": 30,
    "inactive_warning_days": [20, 25, 29],
    "rest_after_days": 90,
    "reactivation_hours": 24,
    "idle_minutes": 15,
    "session_hours": 12,
    "one_session": True,
    "kept_work_hours": 24,
    "agreement_days": 365,
    "agreement_reminder_days": 14,
    # The community's own agreement: {"version": ..., "text": ...}; Hearth's own text without one.
    "agreement": {},
    # Networks (CIDR) from which client data may be opened; none named: from everywhere.
    "allowed_networks": [],
    # Exits by the system (hearth/rules/exit/auto_exit.py): after so many days without any activity, with warnings so
    # many days ahead; whether notes count; and which project types differ from the usual, each with the reason.
    "auto_exit_days": 90,
    "auto_exit_warning_days": [3, 14, 30],
    "auto_exit_notes_count": False,
    "auto_exit_types": {},
    # So many days before the anniversary the staff of a household is told that its annual assessment is due.
    "annual_reminder_days": 14,
    # Files of the record (hearth/actions/keep_file.py): how large, which by their content, what they are called, and
    # which of them a person needs to be housed.
    "file_megabytes": 25,
    "file_types": [
        "pdf",
        "jpg",
        "png",
        "heic",
        "tif",
        "gif",
        "webp",
        "doc",
        "docx",
        "odt",
        "rtf",
        "txt",
        "xls",
        "xlsx",
        "ods",
        "csv",
        "pptx",
        "odp",
        "msg",
        "eml",
        "zip",
    ],
    "document_kinds": [
        "Identity: ID card or passport",
        "Identity: Birth certificate",
        "Identity: Social Security card",
        "Identity: Immigration document",
        "Income: Proof of income",
        "Income: Statement of no income",
        "Verification: Disability verification",
        "Verification: Homelessness verification",
        "Verification: DD-214 or veteran verification",
        "Housing: Lease",
        "Housing: Rent calculation",
        "Housing: Inspection",
        "Consent: Release of information on paper",
        "Other: Other document",
    ],
    "documents_for_housing": [
        "ID card or passport",
        "Birth certificate",
        "Social Security card",
        "Proof of income",
        "Disability verification",
        "Homelessness verification",
    ],
    # Notes and alerts of the record.
    "note_categories": [
        "Case note",
        "Phone call",
        "Home visit",
        "Housing search",
        "Health",
        "Safety",
        "Other",
    ],
    "goal_categories": [
        "Housing",
        "Income",
        "Work",
        "Education",
        "Health",
        "Family",
        "Other",
    ],
    "alert_days": 30,
    # What in the log of readings is told to the lead (hearth/actions/watch_log.py). Clients opened in a day: from how
    # many on, and how many times what is usual for the person and for the role, by so many days of the past.
    "alert_opened_least": 40,
    "alert_times_own": 3,
    "alert_times_role": 3,
    "alert_past_days": 30,
    # Clients whom the agency never served; whom it let go more than so many days ago.
    "alert_outside_agency": 5,
    "alert_outside_caseload": 15,
    "alert_caseload_days": 90,
    "alert_same_surname": True,
    "alert_night_from_hour": 22,
    "alert_night_until_hour": 5,
    "log_review_months": 3,
}


def settings_at(
    keys: Iterable[str], *, organization_id: Any = None, coc_code: str | None = None
) -> dict[str, Any]:
    """Give several settings as they hold for an agency (its own value, else the CoC's, else the whole instance's).

    One query. Raises KeyError for a key that does not exist.
    """
    keys = list(keys)
    rows = Setting.objects.filter(key__in=keys, project=None)
    stored = rows.values_list("key", "organization_id", "coc_id", "value")
    return nearest(keys, stored, organization_id=organization_id, coc_code=coc_code)


def setting_in_each(key: str, coc_codes: Iterable[str]) -> dict[str, Any]:
    """Give a setting as it holds in each of the CoCs. One query. Raises KeyError for a key that does not exist."""
    rows = Setting.objects.filter(key=key, organization=None, project=None)
    stored = list(rows.values_list("key", "organization_id", "coc_id", "value"))
    return {code: nearest([key], stored, coc_code=code)[key] for code in coc_codes}


def nearest(
    keys: Iterable[str],
    stored: Iterable[tuple[str, Any, str | None, Any]],
    *,
    organization_id: Any = None,
    coc_code: str | None = None,
) -> dict[str, Any]:
    """Give the values that hold for an agency, of settings as they are stored: key, agency, CoC, value."""
    found = {key: (0, DEFAULTS[key]) for key in keys}
    for key, of_organization, of_coc, value in stored:
        if of_organization is not None:
            near = 3 if of_organization == organization_id else 0
        elif of_coc is not None:
            near = 2 if of_coc == coc_code else 0
        else:
            near = 1
        if near > found[key][0]:
            found[key] = (near, value)
    return {key: value for key, (_near, value) in found.items()}


def setting(key: str, *, project: Project | None = None, coc_code: str | None = None) -> Any:
    """Give the nearest value of a setting. Raises KeyError for a key that does not exist."""
    default = DEFAULTS[key]
    values = list(Setting.objects.filter(key=key))
    if project is not None:
        for value in values:
            if value.project_id == project.id:
                return value.value
        for value in values:
            if value.organization_id == project.organization_id:
                return value.value
    for value in values:
        if coc_code is not None and value.coc_id == coc_code:
            return value.value
    for value in values:
        if value.coc_id is None and value.organization_id is None and value.project_id is None:
            return value.value
    return default
