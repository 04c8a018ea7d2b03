"""Referral statistics: what referrals were made by kind and destination, and what came of each (4.20)."""

from hearth.reports.everyday.breakdown import Breakdown, Figure
from hearth.reports.everyday.chart import Chart, Points, Series, banded
from hearth.reports.everyday.column import Column, Total
from hearth.reports.everyday.listing import Choice, Listing
from hearth.reports.table import filled

_KIND = Column("Event", "Referral", "code", "Event.Event")
_PLACE = Column("place", "Destination")

_MADE = (
    Figure("Referrals", "all"),
    Figure("Households", "all", "count(distinct household) {only}"),
    Figure("People", "all", "coalesce(len(list_distinct(flatten(list(people) {only}))), 0)"),
)
_CAME_OF_THEM = (
    Figure("Accepted", "accepted"),
    Figure("Rejected by the client", "client_rejected"),
    Figure("Rejected by the provider", "provider_rejected"),
    Figure("No result yet", "waiting"),
    Figure("No result after 14 days", "waiting_14"),
    Figure("No result after 30 days", "waiting_30"),
    Figure("Median days to the result", "answered", "median(days) {only}"),
)

_BY_STEP = """
with step as (
    select unnest(generate_series(
        date_trunc('{step}', getvariable('report_start')), getvariable('report_end'), interval 1 {step}
    ))::date as step
),
moved as (
    select date_trunc('{step}', EventDate)::date as step, 1 as made, 0 as answered from listed where asks_result
    union all
    select date_trunc('{step}', ResultDate)::date, 0, 1 from listed where ReferralResult is not null
)
select step, coalesce(sum(made), 0)::bigint, coalesce(sum(answered), 0)::bigint
from step left join moved using (step) group by step order by step
"""
_SERIES = (Series("made", "Made", "up"), Series("answered", "Result", "down"))
_THREE_YEARS = 3 * 366

_MADE_AND_ANSWERED = Chart(
    code="made_and_answered",
    kind="columns",
    title="Referrals to a bed, a unit or a voucher, and their results",
    unit="Referrals",
    points=(
        Points(
            "month",
            "Month",
            "Up are the referrals made in a month, down those of these days whose result came in it.",
            filled(_BY_STEP, {"step": "month"}),
            _SERIES,
            up_to=_THREE_YEARS,
        ),
        Points(
            "year",
            "Year",
            "Up are the referrals made in a year, down those of these days whose result came in it.",
            filled(_BY_STEP, {"step": "year"}),
            _SERIES,
        ),
    ),
    facts=(
        Total("Referrals", "count(*) filter (asks_result)"),
        Total("With a result", "count(ReferralResult)"),
        Total("Median days to the result", "median(days)"),
    ),
)

_OUTCOMES = {
    "Accepted": "ReferralResult = 1",
    "Rejected by the client": "ReferralResult = 2",
    "Rejected by the provider": "ReferralResult = 3",
    "No result for 14 days or less": "waiting <= 14",
    "No result for 15 to 30 days": "waiting > 14 and waiting <= 30",
    "No result for more than 30 days": "waiting > 30",
}

_WHAT_CAME_OF_THEM = Chart(
    code="what_came_of_referrals",
    kind="bars",
    title="What came of referrals to a bed, a unit or a voucher",
    unit="Referrals",
    points=(
        Points(
            "words",
            "Result",
            "A result counts whenever it was recorded. Without one, the days count to the day of the records.",
            banded({label: f"count(*) filter ({where})" for label, where in _OUTCOMES.items()}),
            (Series("referrals", "Referrals", "bar"),),
        ),
    ),
)

REFERRALS = Listing(
    code="referrals",
    title="Referral statistics",
    words="Referrals by kind and destination: how many were accepted or rejected, how soon, and how many still wait.",
    until="selected_enrollment",
    columns=(
        Column("ProjectName", "Referred by"),
        Column("EventDate", "Referred on", "day"),
        _KIND,
        _PLACE,
        Column("members", "People", "number"),
        Column("ReferralResult", "Result", "code", "Event.ReferralResult"),
        Column("ResultDate", "Result on", "day"),
        Column("days", "Days to the result", "number"),
        Column("waiting", "Days without a result", "number"),
    ),
    choices={
        "all": Choice("All referrals", "Every referral that was made in the date range."),
        "accepted": Choice("Accepted", "Referrals that the client accepted.", "ReferralResult = 1"),
        "client_rejected": Choice(
            "Rejected by the client", "Referrals that the client rejected.", "ReferralResult = 2"
        ),
        "provider_rejected": Choice(
            "Rejected by the provider", "Referrals that the provider rejected.", "ReferralResult = 3"
        ),
        "answered": Choice(
            "Dated result",
            "Referrals whose result has its day, from the day of the referral on.",
            "days is not null",
        ),
        "waiting": Choice(
            "No result yet",
            "Referrals to a bed, a unit or a voucher of which no result is recorded.",
            "waiting is not null",
        ),
        "waiting_14": Choice(
            "No result after 14 days",
            "Without a result more than 14 days after the referral.",
            "waiting > 14",
        ),
        "waiting_30": Choice(
            "No result after 30 days",
            "Without a result more than 30 days after the referral.",
            "waiting > 30",
        ),
        "aftercare": Choice(
            "In aftercare",
            "Referrals to case management after placement whose household enrolled in it.",
            "in_aftercare",
        ),
        "to_mend": Choice(
            "To mend",
            "No destination is named, the result or its day is missing, or the day is before the referral.",
            "is_to_mend",
        ),
    },
    totals=(
        Total("Referrals", "count(*)"),
        Total("Households", "count(distinct household)"),
        Total("People", "coalesce(len(list_distinct(flatten(list(people)))), 0)"),
        Total("Median days to the result", "median(days)"),
        Total("No result after 30 days", "count(*) filter (waiting > 30)"),
        Total("To mend", "count(*) filter (is_to_mend)"),
    ),
    order="EventDate desc, Event, length(EventID), EventID",
    breakdowns=(
        Breakdown(
            code="places",
            title="To a bed, a unit or a voucher",
            words="A result counts whenever it was recorded, after the date range, too. People are those of the "
            "households on the day of the referral.",
            by="Event",
            of=_KIND,
            figures=(*_MADE, *_CAME_OF_THEM),
            where="asks_result",
        ),
        Breakdown(
            code="services",
            title="To services and assessments",
            words="HUD asks no result of these; of a referral to case management after placement it asks whether the "
            "household enrolled in it.",
            by="Event",
            of=_KIND,
            figures=(*_MADE, Figure("In aftercare", "aftercare")),
            where="not asks_result",
        ),
        Breakdown(
            code="destinations",
            title="By destination",
            words="Referrals to a bed or a unit by the program that they name. HUD asks no destination of vouchers.",
            by="destination",
            of=_PLACE,
            figures=(*_MADE, *_CAME_OF_THEM),
            where="asks_place",
            order="value is null, count(*) desc, value",
        ),
    ),
    names_destinations=True,
    charts=(_MADE_AND_ANSWERED, _WHAT_CAME_OF_THEM),
)
