"""How long somebody was homeless: nights, months, breaks, occasions, and what HUD calls chronic."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearth.rules.homelessness.chronic import Answer, Chronic, chronic
from hearth.rules.homelessness.evidence import Evidence, Place, Source
from hearth.rules.homelessness.months_homeless import Homelessness, Proof, homelessness

TODAY = date(2026, 3, 20)
HOMELESS, ELSEWHERE, INSTITUTION = Place.HOMELESS, Place.ELSEWHERE, Place.INSTITUTION


def nights(
    first: str, last: str = "", place: Place = HOMELESS, source: Source = Source.STAY, **more: Any
) -> Evidence:
    begin = date.fromisoformat(first)
    return Evidence(begin, date.fromisoformat(last) if last else begin, place, source, **more)


def known(*evidence: Evidence) -> Homelessness:
    return homelessness(evidence, TODAY)


def judged(*evidence: Evidence, disability: Answer = Answer.YES) -> Chronic:
    return chronic(known(*evidence), disability)


def texts(found: Chronic) -> list[str]:
    return [said.text % said.values for said in found.missing]


def test_one_night_stands_for_its_month_and_is_counted_once_whatever_proves_it() -> None:
    found = known(
        nights("2026-02-10", source=Source.BED_NIGHT),
        nights("2026-02-10", source=Source.CONTACT),
        nights("2026-02-01", "2026-02-28", source=Source.LETTER),
        nights("2026-02-03", source=Source.ANSWER),
    )
    assert [month.first_day for month in found.counted] == [date(2026, 2, 1)]
    assert found.counted[0].proof is Proof.THIRD_PARTY
    assert len(found.counted[0].evidence) == 4
    assert len(found.months) == 36


def test_what_only_the_client_says_is_told_as_that() -> None:
    found = known(
        nights("2025-12-20", "2026-02-03", source=Source.ANSWER), nights("2026-02-03", source=Source.CONTACT)
    )
    assert [month.proof for month in found.counted] == [
        Proof.THIRD_PARTY,
        Proof.SELF_REPORT,
        Proof.SELF_REPORT,
    ]
    assert len(found.self_reported) == 2


@pytest.mark.parametrize(("last_away", "breaks"), [("2026-01-15", 0), ("2026-01-16", 1)])
def test_a_break_is_seven_nights_in_a_row(last_away: str, breaks: int) -> None:
    found = known(
        nights("2026-01-01", "2026-01-09"),
        nights("2026-01-10", last_away, ELSEWHERE),
        nights("2026-02-01", "2026-03-20"),
    )
    assert len(found.breaks) == breaks
    assert len(found.occasions) == 1 + breaks


@pytest.mark.parametrize(
    ("first", "before", "counts"),
    [("2025-11-01", True, True), ("2025-10-20", True, False), ("2025-11-01", False, False)],
)
def test_fewer_than_90_days_in_an_institution_count_when_homeless_before(
    first: str, before: bool, counts: bool
) -> None:
    stay = nights(first, "2026-01-28", INSTITUTION)
    street = [nights("2025-09-01", str(stay.first - timedelta(days=1)))] if before else []
    found = known(*street, stay, nights("2026-02-01", "2026-03-20"))
    december = next(month for month in found.months if month.first_day == date(2025, 12, 1))
    assert december.counts is counts
    assert bool(found.breaks) is not counts


def test_an_institution_counts_when_the_client_said_to_come_from_the_street() -> None:
    found = known(nights("2026-01-01", "2026-01-30", INSTITUTION, came_from_homelessness=True))
    assert len(found.counted) == 1


def test_a_record_of_the_nights_is_believed_before_what_was_said_about_the_month() -> None:
    housed = nights("2026-01-01", "2026-01-31", ELSEWHERE)
    assert not known(housed, nights("2026-01-01", "2026-01-31", source=Source.LETTER)).counted
    assert not known(housed, nights("2025-12-31", "2026-01-31", source=Source.ANSWER)).months[2].counts
    assert known(housed, nights("2026-01-10", source=Source.CONTACT)).months[2].counts


def test_months_of_which_nothing_is_known_are_named_where_they_lie_between_homeless_ones() -> None:
    found = known(nights("2025-06-10"), nights("2025-09-01", "2025-09-20", ELSEWHERE), nights("2025-12-01"))
    assert found.gaps == [
        (date(2025, 10, 1), date(2025, 11, 1)),
        (date(2025, 7, 1), date(2025, 8, 1)),
    ]


def test_twelve_months_in_a_row_with_a_disability_are_chronic() -> None:
    found = judged(nights("2025-04-05", "2026-03-20"))
    assert (found.answer, found.months_in_a_row, found.missing) == (Answer.YES, 12, ())
    assert judged(nights("2025-04-05", "2026-03-20"), disability=Answer.NO).answer is Answer.NO
    unknown = judged(nights("2025-04-05", "2026-03-20"), disability=Answer.NOT_KNOWN)
    assert unknown.answer is Answer.NOT_KNOWN
    assert "disabling condition" in texts(unknown)[0]


def test_the_present_month_need_not_be_proved_yet() -> None:
    found = judged(nights("2025-03-05", "2026-02-27"))
    assert (found.answer, found.months_in_a_row) == (Answer.YES, 12)


def test_four_occasions_with_twelve_months_together_are_chronic_and_three_are_not() -> None:
    occasions = [
        nights(f"{year}-{month:02}-01", f"{year}-{month + 2:02}-28")
        for year, month in ((2024, 1), (2024, 7), (2025, 1), (2026, 1))
    ]
    occasions[-1] = nights("2026-01-01", "2026-03-20")
    between = [
        nights("2023-04-01", "2023-12-31", ELSEWHERE),
        nights("2024-04-01", "2024-06-30", ELSEWHERE),
        nights("2024-10-01", "2024-12-31", ELSEWHERE),
        nights("2025-04-01", "2025-12-31", ELSEWHERE),
    ]
    found = judged(*occasions, *between)
    assert (found.answer, found.occasions) == (Answer.YES, 4)
    three = judged(*occasions[1:], *between, nights("2024-01-01", "2024-03-31", ELSEWHERE))
    assert (three.answer, three.occasions) == (Answer.NO, 3)


def test_who_is_housed_now_is_not_chronic() -> None:
    found = judged(nights("2024-01-01", "2026-03-01"), nights("2026-03-02", "2026-03-20", ELSEWHERE))
    assert found.answer is Answer.NO
    assert "2026-03-02" in (found.why[1].text % found.why[1].values)


def test_gaps_leave_the_answer_open_and_say_what_to_ask_for() -> None:
    found = judged(nights("2025-01-01", "2025-08-31"), nights("2025-12-01", "2026-03-20"))
    assert found.answer is Answer.NOT_KNOWN
    assert "2025-09-01 to 2025-11-01" in texts(found)[0]


def test_more_than_three_months_on_the_clients_word_ask_for_letters() -> None:
    found = judged(
        nights("2025-04-05", "2025-08-31", source=Source.ANSWER), nights("2025-09-01", "2026-03-20")
    )
    assert found.answer is Answer.YES
    assert "for 2 more months" in texts(found)[0]


def test_nothing_on_record_is_not_known() -> None:
    found = judged()
    assert found.answer is Answer.NOT_KNOWN
    assert not known().counted


DAYS = st.integers(0, 1150).map(lambda back: TODAY - timedelta(days=back))
PIECES = st.builds(
    lambda first, length, place, source, told: Evidence(
        first, first + timedelta(days=length), place, source, came_from_homelessness=told
    ),
    DAYS,
    st.integers(0, 120),
    st.sampled_from(Place),
    st.sampled_from(Source),
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=8), DAYS, st.integers(0, 60), st.sampled_from(Source))
def test_more_evidence_of_homelessness_never_lowers_the_number_of_months(
    some: list[Evidence], first: date, length: int, source: Source
) -> None:
    more = Evidence(first, first + timedelta(days=length), HOMELESS, source)
    before, after = homelessness(some, TODAY), homelessness([*some, more], TODAY)
    assert {month.first_day for month in before.counted} <= {month.first_day for month in after.counted}
    assert len(after.self_reported) <= len(before.self_reported) + (len(after.counted) - len(before.counted))


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, max_size=8))
def test_the_order_of_the_evidence_and_saying_it_twice_change_nothing(some: list[Evidence]) -> None:
    once, twice = homelessness(some, TODAY), homelessness([*reversed(some), *some], TODAY)
    assert [month.proof for month in once.months] == [month.proof for month in twice.months]
    assert once.breaks == twice.breaks
    assert once.occasions == twice.occasions
    assert chronic(once, Answer.YES) == chronic(twice, Answer.YES)
