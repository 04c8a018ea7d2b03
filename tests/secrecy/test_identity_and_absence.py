"""What the 2004 notice asks of identifiers and of answers that nobody gave (TEC-01, TEC-02)."""

import re
from datetime import date
from pathlib import Path

import pytest

from hearth.exchange.snapshot import snapshot
from hearth.records import guard
from hearth.records.models import Client
from hearth.records.write import change
from tests.community import Community, add_client, add_enrollment

pytestmark = pytest.mark.django_db

# Of an answer: what was asked and refused, what was not known, what nobody collected, and what was never asked.
ABSENT = (8, 9, 99, None)


def test_a_personal_id_is_made_by_the_system_says_nothing_of_the_person_and_stays(
    community: Community,
) -> None:
    twins = [
        add_client(community, "Rosalinda", "Quetzal", ssn="123-45-6789", dob=date(1990, 3, 12))
        for _ in range(40)
    ]
    ids = {one.hud_id for one in twins}
    assert len(ids) == 40, "the same person's facts give another id each time"
    assert all(re.fullmatch(r"[0-9a-f]{32}", one) for one in ids)
    told = "".join(sorted(ids))
    for fact in ("6789", "19900312"):
        assert told.count(fact) < 3, "what would be in every one of 40 if it were made of the person"
    rosa = twins[0]
    before = (rosa.pk, rosa.hud_id, rosa.unique_identifier)
    with change(by=None, action="correct_profile"):
        rosa.first_name, rosa.last_name, rosa.dob = "Another", "Name", date(1985, 1, 1)
        rosa.save()
    kept = guard.everything(Client, "test").get(pk=rosa.pk)
    assert (kept.pk, kept.hud_id, kept.unique_identifier) == before


@pytest.mark.django_db(transaction=True)
def test_refused_unknown_not_collected_and_never_asked_are_four_things_from_the_record_to_the_report(
    community: Community, tmp_path: Path
) -> None:
    for number, answer in enumerate(ABSENT):
        born = date(1990, 1, 1 + number)
        person = add_client(community, "Rosa", "Example", veteran_status=answer, dob=born)
        add_enrollment(community, person, community.shelter, date(2026, 1, 5))
    stored = guard.everything(Client, "test").order_by("dob").values_list("veteran_status", flat=True)
    assert tuple(stored) == ABSENT
    with snapshot(None, tmp_path) as live:
        rows = live.dataset.connection.execute("select VeteranStatus from Client order by DOB").fetchall()
    assert tuple(row[0] for row in rows) == ABSENT
