"""The everyday listings there are, in the order in which they are offered."""

from hearth.reports.everyday.annual_due import ANNUAL_DUE
from hearth.reports.everyday.housing_census import HOUSING_CENSUS
from hearth.reports.everyday.income_change import INCOME_CHANGE
from hearth.reports.everyday.listing import Listing
from hearth.reports.everyday.referrals import REFERRALS
from hearth.reports.everyday.roster import ROSTER
from hearth.reports.everyday.service_summary import SERVICE_SUMMARY
from hearth.reports.everyday.timeliness import TIMELINESS

LISTINGS: dict[str, Listing] = {
    listing.code: listing
    for listing in (
        ROSTER,
        SERVICE_SUMMARY,
        HOUSING_CENSUS,
        REFERRALS,
        ANNUAL_DUE,
        INCOME_CHANGE,
        TIMELINESS,
    )
}
