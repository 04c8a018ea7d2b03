"""The parts of a printed record, in plain words, from what the viewer sees and from nothing else."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.access.beds import bed_stays_of
from hearth.access.client_acts import rows_about
from hearth.access.consent_state import releases_of
from hearth.access.disclosures import disclosures
from hearth.access.family import own_family
from hearth.access.homelessness import HomelessnessOfClient, homelessness_of
from hearth.access.household import living_with
from hearth.access.record_pieces import alerts_of, files_of
from hearth.access.viewer import Viewer
from hearth.actions.stamp import person_name
from hearth.forms.words import translated
from hearth.hud.standard import snake_case, standard
from hearth.hud.words import service_words, words_for
from hearth.rules.client.age import age_on
from hearth.screens import told_homelessness as told
from hearth.screens.printed_record.private import (
    is_of_private_stay,
    left_out_words,
    on_paper,
    private_stays,
    without_private,
)
from hearth.screens.printed_record.section import Group, Section, Table
from hearth.screens.printed_record.written import goals_told, notes_told, own_services_table, reached_told
from hearth.screens.told_records import label_of, told_record, value_of

# Told by the section itself, or housekeeping that says nothing of the person.
_LEFT_OUT = {"DateCreated", "DateUpdated", "DateDeleted", "InformationDate", "DataCollectionStage", "SSN"}
_NAMES = {"FirstName", "MiddleName", "LastName", "NameSuffix"}
_TOLD_ELSEWHERE = {"Client", "Enrollment", "Exit", "Services"}


class WholeRecord:
    """Everything about one client that the viewer sees, read once however many parts ask for it.

    Private pieces stay with the agency that recorded them: `with_private` is for the client's own hands alone.
    """

    def __init__(self, viewer: Viewer, client: Any, *, with_private: bool) -> None:
        self.viewer, self.client, self.with_private = viewer, client, with_private

    @cached_property
    def rows(self) -> dict[str, list[Any]]:
        """The records by HUD file, the latest last; none that was taken back, or is private and not for this paper."""
        return self._seen if self.with_private else without_private(self._seen)

    @cached_property
    def hides_a_stay(self) -> bool:
        """Whether a private stay of the client is left out of this paper."""
        return not self.with_private and bool(private_stays(self._seen))

    @cached_property
    def _seen(self) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for rows in rows_about(self.viewer, self.client):
            living = [row for row in rows if row.date_deleted is None]
            if living:
                found[living[0].hud_file] = living
        return found

    @cached_property
    def homelessness(self) -> HomelessnessOfClient:
        return homelessness_of(self.viewer, self.client)


def sections(viewer: Viewer, client: Any, keys: list[str], *, with_private: bool) -> list[dict[str, Any]]:
    """Make the chosen parts, in their own order, as the template takes them."""
    record = WholeRecord(viewer, client, with_private=with_private)
    made = []
    for key, (label, build) in PARTS.items():
        if key in keys:
            section = build(record)
            section.title = str(label)
            is_cut = not with_private and (
                key in _MAY_BE_PRIVATE or (record.hides_a_stay and key != "profile")
            )
            if is_cut:
                section.note = f"{section.note} {left_out_words()}".strip()
            if not (is_cut or section.facts or section.lines or section.tables or section.groups):
                section.empty = section.empty or _("Nothing is on record.")
            made.append(asdict(section))
    return made


def _profile(record: WholeRecord) -> Section:
    client = record.client
    name = " ".join(
        part for part in (client.first_name, client.middle_name, client.last_name, client.name_suffix) if part
    )
    on_file = client.ssn_encrypted is not None
    facts = [
        [_("Name"), name or _("No name recorded")],
        [_("Identifier"), client.unique_identifier],
        [_("Social Security number"), _("On file, not printed") if on_file else _("Not on file")],
    ]
    return Section("", facts=facts + _facts(client, _NAMES))


def _sharing(record: WholeRecord) -> Section:
    lines = []
    for one in releases_of(record.viewer, record.client):
        words = told_record(one.release)
        lines.append(
            f"{words} ({_('in force') if one.is_in_force else _('not in force')}; {one.recorded_by})"
        )
    return Section("", lines=lines, empty=_("Nobody asked yet whether other agencies may see the record."))


def _household(record: WholeRecord) -> Section:
    viewer, client, tables = record.viewer, record.client, []
    members = [
        row
        for row in living_with(viewer, client)
        if row.client_id != client.pk and (record.with_private or not row.is_private)
    ]
    family = own_family(viewer, client)
    if members:
        rows = [
            [
                person_name(row.client),
                translated(words_for("Enrollment", "RelationshipToHoH", row.relationship_to_hoh)),
                _age(viewer, row.client),
                row.project.project_name or "",
            ]
            for row in members
        ]
        head = [_("Name"), _("Relationship to the head"), _("Age"), _("Program")]
        tables.append(Table(_("Enrolled together now"), head, rows))
    others = [row for row in family.members if row.client_id != client.pk] if family else []
    if others:
        rows = [
            [
                person_name(row.client),
                _("Head of the family") if row.is_head else row.get_relationship_display(),
                _age(viewer, row.client),
            ]
            for row in others
        ]
        tables.append(Table(_("Family"), [_("Name"), _("Who they are"), _("Age")], rows))
    return Section("", tables=tables, empty=_("Nobody else."))


def _enrollments(record: WholeRecord) -> Section:
    exits = {row.enrollment_id: row for row in record.rows.get("Exit", [])}
    groups, may_see = [], record.viewer.may("see_answers")
    for row in record.rows.get("Enrollment", []):
        facts = _facts(row, {"EntryDate", "HouseholdID"}) if may_see else []
        if row.pk in exits:
            facts += [[_("Exit date"), date_format(exits[row.pk].exit_date)]]
            facts += _facts(exits[row.pk], {"ExitDate"}) if may_see else []
        groups.append(Group(told_record(row), facts or [[_("Answers"), _("none")]]))
    return Section("", groups=groups)


def _services(record: WholeRecord) -> Section:
    names = {row.pk: row.project.project_name or "" for row in record.rows.get("Enrollment", [])}
    rows = [
        [
            date_format(row.date_provided),
            translated(service_words(row.record_type, row.type_provided, row.sub_type_provided)),
            names.get(row.enrollment_id, ""),
        ]
        for row in reversed(record.rows.get("Services", []))
    ]
    tables = [Table("", [_("Date"), _("Service"), _("Program")], rows)] if rows else []
    tables += own_services_table(record.viewer, record.client, with_private=record.with_private)
    beds = [
        [
            date_format(stay.starts_on),
            date_format(stay.ends_on) if stay.ends_on else "",
            f"{stay.bed.unit.name}, {stay.bed.name}",
            stay.enrollment.project.project_name or "",
        ]
        for stay in bed_stays_of(record.viewer, record.client)
        if record.with_private or not is_of_private_stay(stay)
    ]
    if beds:
        tables.append(Table(_("Beds"), [_("From"), _("Until"), _("Bed"), _("Program")], beds))
    return Section("", tables=tables)


def _answers(record: WholeRecord) -> Section:
    groups = [
        Group(told_record(row), facts)
        for file, rows in record.rows.items()
        if file not in _TOLD_ELSEWHERE
        for row in rows
        if (facts := _facts(row, set()))
    ]
    return Section("", groups=groups)


def _disability(record: WholeRecord) -> Section:
    rows = record.rows.get("Enrollment", [])
    lines = [
        _("%(program)s, %(day)s: disabling condition: %(answer)s")
        % {
            "program": row.project.project_name,
            "day": date_format(row.entry_date),
            "answer": translated(words_for("Enrollment", "DisablingCondition", row.disabling_condition)),
        }
        for row in rows
        if row.disabling_condition is not None
    ]
    groups = [Group(told_record(row), _facts(row, set())) for row in record.rows.get("Disabilities", [])]
    note = _("Attach a verification by a licensed professional, or of disability benefits.")
    return Section("", note=note, lines=lines, groups=groups)


def _income(record: WholeRecord) -> Section:
    rows = record.rows.get("IncomeBenefits", [])
    if not rows:
        return Section("")
    return Section("", groups=[Group(told_record(rows[-1]), _facts(rows[-1], set()))])


def _homelessness(record: WholeRecord) -> Section:
    if record.hides_a_stay:
        return Section("", empty=_("Not printed: the months would tell of a stay that is private."))
    found = record.homelessness
    known, judged = found.known, found.chronic
    facts = [
        [_("Chronically homeless"), told.answer_words(judged.answer)],
        [_("Months homeless in three years"), str(len(known.counted))],
        [_("Of these by the client's word alone"), str(len(known.self_reported))],
        [_("Months in a row until now"), str(judged.months_in_a_row)],
        [_("Occasions in three years"), str(judged.occasions)],
    ]
    lines = [told.sentence(said) for said in judged.why]
    lines += [f"{_('Still needed')}: {told.sentence(said)}" for said in judged.missing]
    rows = [
        [row.label, f"{row.sign} {row.proof}", "; ".join(line.text for line in row.lines)]
        for row in told.told_months(known, lambda _record: "")
    ]
    table = Table(_("Month by month"), [_("Month"), _("What is known"), _("What proves it")], rows)
    note = _("As HUD defines it (24 CFR 578.3), from the records that this agency may see.")
    return Section("", note=note, facts=facts, lines=lines, tables=[table])


def _files(record: WholeRecord) -> Section:
    rows = [
        [one.name, one.kind, date_format(one.expires_on) if one.expires_on else ""]
        for one in on_paper(files_of(record.viewer, record.client), with_private=record.with_private)
        if not one.is_replaced and not one.is_infected
    ]
    return Section("", tables=[Table("", [_("File"), _("Kind"), _("Good until")], rows)] if rows else [])


def _alerts(record: WholeRecord) -> Section:
    rows = [
        [date_format(one.starts_on), date_format(one.ends_on), one.text]
        for one in on_paper(alerts_of(record.viewer, record.client), with_private=record.with_private)
    ]
    return Section("", tables=[Table("", [_("From"), _("Until"), _("Alert")], rows)] if rows else [])


def _goals(record: WholeRecord) -> Section:
    return goals_told(record.viewer, record.client, with_private=record.with_private)


def _notes(record: WholeRecord) -> Section:
    return notes_told(record.viewer, record.client, with_private=record.with_private)


def _contacts(record: WholeRecord) -> Section:
    return reached_told(record.viewer, record.client, with_private=record.with_private)


def _sent(record: WholeRecord) -> Section:
    rows = [
        [date_format(row.made_at.astimezone(record.viewer.zone).date()), row.recipient, row.purpose]
        for row in disclosures(record.viewer, record.client)
    ]
    head = [_("Day"), _("Who got it"), _("What for")]
    return Section("", tables=[Table("", head, rows)] if rows else [], empty=_("Nothing was sent out."))


# In the order of the paper.
PARTS: dict[str, tuple[Any, Callable[[WholeRecord], Section]]] = {
    "profile": (gettext_lazy("Profile"), _profile),
    "sharing": (gettext_lazy("Sharing with other agencies"), _sharing),
    "household": (gettext_lazy("Household and family"), _household),
    "homelessness": (gettext_lazy("Homelessness"), _homelessness),
    "disability": (gettext_lazy("Disability"), _disability),
    "income": (gettext_lazy("Income and benefits"), _income),
    "enrollments": (gettext_lazy("Programs"), _enrollments),
    "services": (gettext_lazy("Services"), _services),
    "answers": (gettext_lazy("Answers and assessments"), _answers),
    "contacts": (gettext_lazy("Contacts and locations"), _contacts),
    "goals": (gettext_lazy("Goals"), _goals),
    "notes": (gettext_lazy("Notes"), _notes),
    "alerts": (gettext_lazy("Alerts: what staff warn each other of"), _alerts),
    "files": (gettext_lazy("Files on record"), _files),
    "sent": (gettext_lazy("What was sent out"), _sent),
}
# What tells answers of intake, updates and exits, what workers wrote, or the client's files: by right.
_BY_RIGHT = {
    **dict.fromkeys(("homelessness", "disability", "income", "answers"), "see_answers"),
    **dict.fromkeys(("goals", "notes"), "see_notes"),
    "files": "see_files",
}
_MAY_BE_PRIVATE = ("services", "contacts", "goals", "notes", "alerts", "files")
# Nobody's paper has these unless they are asked for: it leaves the house, and others may read it.
ONLY_WHEN_CHOSEN = ("contacts", "goals", "notes", "alerts")
OF_A_COPY = (
    "profile",
    "sharing",
    "household",
    "homelessness",
    "enrollments",
    "services",
    "answers",
    "contacts",
    "goals",
    "notes",
    "alerts",
    "files",
    "sent",
)
OF_A_PACKET = (
    "profile",
    "household",
    "homelessness",
    "disability",
    "income",
    "enrollments",
    "goals",
    "notes",
    "files",
)


def _age(viewer: Viewer, client: Any) -> str:
    age = age_on(viewer.today, client.dob)
    return "" if age is None else str(age)


def _facts(row: Any, left_out: set[str]) -> list[list[str]]:
    """Tell every answer of a record: what was asked, and the answer in words."""
    return [
        [label_of(row.hud_file, name), value_of(row, name, value)]
        for column, name, value in _values(row)
        if column not in left_out
    ]


def _values(row: Any) -> Iterator[tuple[str, str, Any]]:
    races = standard().facts["race_columns"] if row.hud_file == "Client" else {}
    for column in standard().files[row.hud_file].columns:
        name = snake_case(column.name)
        if column.is_key or column.references or column.name in _LEFT_OUT or not hasattr(row, name):
            continue
        value = getattr(row, name)
        # A race that was not named is no answer; HUD stores 0.
        if value is not None and value != "" and not (column.name in races and value == 0):
            yield column.name, name, value


def part_labels(viewer: Viewer, keys: tuple[str, ...]) -> list[tuple[str, Any]]:
    """Give the parts that the viewer may choose, with what they are called."""
    rights = {key: _BY_RIGHT.get(key) for key in keys}
    return [(key, PARTS[key][0]) for key, right in rights.items() if right is None or viewer.may(right)]


__all__ = ["OF_A_COPY", "OF_A_PACKET", "ONLY_WHEN_CHOSEN", "part_labels", "sections"]
