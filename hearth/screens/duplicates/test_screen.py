from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser

from hearth.access.viewer import Viewer
from hearth.actions.duplicate_pairs import flag_same_person
from hearth.records.models import Account, ClientMerge, DuplicatePair, Enrollment, Reading
from tests.community import Community, add_client, add_enrollment, add_services, viewer_for
from tests.duplicates import fresh, rows, two

BrowserOf = Callable[[Account], Browser]
START = date(2026, 1, 5)


@pytest.fixture
def worker(community: Community, browser_of: BrowserOf) -> Browser:
    return browser_of(community.personas["intake_worker"])


@pytest.fixture
def lead(community: Community, browser_of: BrowserOf) -> Browser:
    return browser_of(community.personas["hmis_lead"])


@pytest.fixture
def people(community: Community) -> Any:
    """Rosa twice, both in the shelter at one time."""
    kept, merged = two(community)
    for number, client in enumerate((kept, merged)):
        stay = add_enrollment(community, client, community.shelter, date(2026, 1, 5 + number))
        add_services(community, stay, [date(2026, 1, 8 + number)])
    return kept, merged


def viewer(community: Community) -> Viewer:
    return viewer_for(community.personas["hmis_lead"])


def flagged(community: Community, people: Any) -> DuplicatePair:
    return flag_same_person(viewer=viewer(community), client_id=people[0].pk, other_id=people[1].pk)


def test_a_worker_flags_the_record_opened_before_in_two_clicks(worker: Browser, people: Any) -> None:
    kept, merged = people
    worker.get(f"/clients/{merged.pk}/")
    page = worker.get(f"/clients/{kept.pk}/")
    assert f"/duplicates/of/{kept.pk}/" in page.content.decode()
    page = worker.get(f"/duplicates/of/{kept.pk}/")
    assert f'value="{merged.pk}"' in page.content.decode()
    answer = worker.post(
        f"/duplicates/of/{kept.pk}/", {"other": str(merged.pk), "reason": "told"}, follow=True
    )
    assert "looks at the two" in answer.content.decode()
    pair = rows(DuplicatePair).get()
    assert (pair.origin, pair.said, pair.state) == ("flag", "The client said so", "waiting")
    assert "Waiting for review" in worker.get(f"/duplicates/of/{kept.pk}/").content.decode()


def test_a_worker_finds_the_other_record_by_name(worker: Browser, people: Any) -> None:
    kept, merged = people
    page = worker.post(f"/duplicates/of/{kept.pk}/", {"words": "Rosita"}).content.decode()
    assert f'value="{merged.pk}"' in page
    # Looking for somebody is no flag, and nobody is flagged with themselves.
    assert not rows(DuplicatePair).exists()
    assert f'name="other" value="{kept.pk}"' not in page


def test_the_queue_says_how_many_pairs_there_are_and_why(
    community: Community, lead: Browser, people: Any
) -> None:
    flagged(community, people)
    page = lead.get("/duplicates/").content.decode()
    assert "Waiting (1)" in page
    assert "Rosita Example" in page
    assert "No pairs here" in lead.get("/duplicates/?state=merged").content.decode()
    assert "No pairs here" in lead.get("/duplicates/?origin=scan").content.decode()


def test_two_records_are_compared_merged_and_taken_apart_again(
    community: Community, lead: Browser, people: Any
) -> None:
    kept, merged = people
    pair = flagged(community, people)
    page = lead.get(f"/duplicates/{pair.pk}/").content.decode()
    assert "Join them into one stay" in page
    assert "1 enrollment, 1 service" in page
    assert "123-45-6789" not in page
    goes = rows(Enrollment).get(client=merged.pk).pk
    sent = {"keep": str(kept.pk), "answer_dob": str(merged.pk), "join": str(goes), "why": "Same papers"}
    answer = lead.post(f"/duplicates/{pair.pk}/", sent, follow=True)
    assert answer.redirect_chain[-1][0] == f"/clients/{kept.pk}/"
    assert (fresh(kept).dob, fresh(merged).date_deleted is None) == (date(1990, 12, 3), False)
    merge = rows(ClientMerge).get()
    assert f"/duplicates/merges/{merge.pk}/undo/" in answer.content.decode()
    # The old record's address leads to the kept one, page by page.
    old = lead.get(f"/clients/{merged.pk}/services/")
    assert (old.status_code, old["Location"]) == (302, f"/clients/{kept.pk}/services/")
    listed = lead.get("/duplicates/?state=merged").content.decode()
    assert f"/duplicates/merges/{merge.pk}/undo/" in listed
    assert "Same papers" in lead.get(f"/duplicates/merges/{merge.pk}/undo/").content.decode()
    lead.post(f"/duplicates/merges/{merge.pk}/undo/", {"asked": "yes", "why": "Two after all"})
    assert (fresh(kept).dob, fresh(merged).date_deleted) == (date(1990, 3, 12), None)
    again = lead.get(f"/duplicates/{pair.pk}/").content.decode()
    assert "Decided before" in again
    assert "Two after all" in again


def test_the_other_record_can_be_kept_instead(community: Community, lead: Browser, people: Any) -> None:
    kept, merged = people
    pair = flagged(community, people)
    assert f"?keep={merged.pk}" in lead.get(f"/duplicates/{pair.pk}/").content.decode()
    lead.post(f"/duplicates/{pair.pk}/", {"keep": str(merged.pk)})
    assert fresh(kept).date_deleted is not None
    assert fresh(merged).date_deleted is None


def test_what_cannot_be_merged_says_why_and_offers_no_button(
    community: Community, lead: Browser, people: Any
) -> None:
    kept, merged = people
    stay = rows(Enrollment).get(client=kept.pk)
    add_enrollment(community, merged, community.shelter, START, household_id=stay.household_id)
    pair = flagged(community, people)
    page = lead.get(f"/duplicates/{pair.pk}/").content.decode()
    assert "Both are in one household of Harbor Night Shelter" in page
    assert "Merge into one record" not in page
    answer = lead.post(f"/duplicates/{pair.pk}/", {"keep": str(kept.pk)})
    assert "Both are in one household" in answer.content.decode()
    assert fresh(merged).date_deleted is None


def test_two_people_are_not_asked_about_again(community: Community, lead: Browser, people: Any) -> None:
    pair = flagged(community, people)
    page = lead.post(f"/duplicates/{pair.pk}/different/", {"why": "Twins"}, follow=True).content.decode()
    assert "Noted: they are two people." in page
    assert "Different people (1)" in page
    assert lead.post(f"/duplicates/{pair.pk}/different/").status_code == 404


def test_a_pair_is_closed_to_who_may_not_see_both(
    community: Community, browser_of: BrowserOf, people: Any
) -> None:
    pair = flagged(community, people)
    assert browser_of(community.personas["intake_worker"]).get(f"/duplicates/{pair.pk}/").status_code == 403
    coc_lead = browser_of(community.personas["coc_lead"])
    assert coc_lead.get(f"/duplicates/{pair.pk}/").status_code == 200
    noor = add_client(community, "Noor", "Elsewhere", dob=date(1985, 2, 2))
    hidden = flag_same_person(viewer=viewer(community), client_id=people[0].pk, other_id=noor.pk)
    # Noor is enrolled nowhere: the lead of one CoC does not see her, the lead of all does.
    assert coc_lead.get(f"/duplicates/{hidden.pk}/").status_code == 404
    assert "Noor" not in coc_lead.get("/duplicates/").content.decode()
    assert "Noor" in browser_of(community.personas["hmis_lead"]).get("/duplicates/").content.decode()


def test_opening_a_pair_is_a_reading_of_both(community: Community, lead: Browser, people: Any) -> None:
    pair = flagged(community, people)
    lead.get(f"/duplicates/{pair.pk}/")
    assert set(Reading.objects.filter(what="duplicate_pair").values_list("client_id", flat=True)) == {
        people[0].pk,
        people[1].pk,
    }


def test_the_queue_asks_as_often_for_many_pairs_as_for_one(
    community: Community, lead: Browser, people: Any, django_assert_max_num_queries: Any
) -> None:
    flagged(community, people)
    others = [add_client(community, "Rosa", f"Example{n}", dob=date(1990, 3, 12)) for n in range(4)]
    for other in others:
        flag_same_person(viewer=viewer(community), client_id=people[0].pk, other_id=other.pk)
    with django_assert_max_num_queries(12):
        assert lead.get("/duplicates/").status_code == 200
