"""Alerts are closed with a note, reviews are recorded and reminded of, each by the CoC's own lead."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from hearth.access.log import log_reading
from hearth.access.log_review import due_on
from hearth.access.viewer import NotVisible
from hearth.actions.log_reviews import close_alert, record_review, remind_of_reviews
from hearth.actions.refusal import NotDone
from hearth.records.models import Account, LogAlert, LogReview, Notice
from tests.community import COC_CODE, Community, viewer_for

DAY = date(2026, 3, 10)


def an_alert(community: Community, who: Account | None = None) -> LogAlert:
    return LogAlert.objects.create(
        kind="night_export",
        account=who or community.personas["intake_worker"],
        organization=community.own_agency,
        day=DAY,
        facts={"exports": 1},
    )


def test_an_alert_is_closed_once_with_a_note_of_who_looked_into_it(community: Community) -> None:
    lead = viewer_for(community.personas["hmis_lead"])
    alert = an_alert(community)
    closed = close_alert(viewer=lead, alert_id=alert.pk, note="  Asked her: a deadline. ")
    assert (closed.closed_by, closed.note) == (lead.account, "Asked her: a deadline.")
    assert closed.closed_at is not None
    with pytest.raises(NotDone, match="already"):
        close_alert(viewer=lead, alert_id=alert.pk, note="Again")


def test_an_alert_is_not_closed_without_a_note(community: Community) -> None:
    with pytest.raises(NotDone, match="Write what you found"):
        close_alert(
            viewer=viewer_for(community.personas["hmis_lead"]), alert_id=an_alert(community).pk, note=" "
        )


def test_nobody_closes_the_alert_about_themselves(community: Community) -> None:
    lead = community.personas["hmis_lead"]
    with pytest.raises(NotDone, match="about you"):
        close_alert(viewer=viewer_for(lead), alert_id=an_alert(community, lead).pk, note="Nothing")


def test_who_may_not_see_the_log_closes_no_alert_and_records_no_review(community: Community) -> None:
    worker = viewer_for(community.personas["intake_worker"])
    with pytest.raises(PermissionDenied):
        close_alert(viewer=worker, alert_id=an_alert(community).pk, note="Nothing")
    with pytest.raises(PermissionDenied):
        record_review(viewer=worker, coc_code=COC_CODE, first_day=DAY, last_day=DAY, found="Nothing")


def test_a_review_says_what_was_found_and_when_the_next_is_due(community: Community) -> None:
    lead = viewer_for(community.personas["hmis_lead"])
    first = lead.today - timedelta(days=90)
    made = record_review(
        viewer=lead, coc_code=COC_CODE, first_day=first, last_day=lead.today, found="Nothing unusual"
    )
    assert (made.account, made.found, made.coc_id) == (lead.account, "Nothing unusual", COC_CODE)
    assert 80 < (made.next_due - lead.today).days < 95
    assert due_on(COC_CODE) == made.next_due


def test_a_review_of_days_to_come_or_without_words_is_refused(community: Community) -> None:
    lead = viewer_for(community.personas["hmis_lead"])
    for last, found in ((lead.today + timedelta(days=1), "Nothing"), (lead.today, " ")):
        with pytest.raises(NotDone):
            record_review(viewer=lead, coc_code=COC_CODE, first_day=lead.today, last_day=last, found=found)
    assert not LogReview.objects.exists()


def test_a_review_of_a_coc_that_one_does_not_lead_does_not_exist(community: Community) -> None:
    with pytest.raises(NotVisible):
        record_review(
            viewer=viewer_for(community.personas["hmis_lead"]),
            coc_code="XX-999",
            first_day=DAY,
            last_day=DAY,
            found="Nothing",
        )


def test_a_review_that_is_due_is_reminded_of_two_weeks_before_on_the_day_and_after(
    community: Community,
) -> None:
    lead = viewer_for(community.personas["hmis_lead"])
    made = record_review(
        viewer=lead, coc_code=COC_CODE, first_day=lead.today, last_day=lead.today, found="Nothing"
    )
    days = {
        before: remind_of_reviews(made.next_due - timedelta(days=before)) for before in (15, 14, 1, 0, -14)
    }
    assert days == {15: 0, 14: 1, 1: 0, 0: 1, -14: 1}
    assert lead.account in {notice.account for notice in Notice.objects.filter(event="log_review_due")}


def test_a_log_that_was_never_reviewed_is_due_three_months_after_its_first_line(
    community: Community,
) -> None:
    assert due_on(COC_CODE) is None
    viewer = viewer_for(community.personas["intake_worker"])
    log_reading(viewer, "search")
    due = due_on(COC_CODE)
    assert due is not None and 85 < (due - viewer.today).days < 100
