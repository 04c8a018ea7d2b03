"""The tables of the HOPWA workbook. Money, leveraging and facilities' development are typed where it is filled in."""

from hearth.reports.hopwa.care import ACCESS, SERVICES
from hearth.reports.hopwa.households import HEALTH, LONGEVITY, OUTCOMES, SERVED, STRMU
from hearth.reports.hopwa.people import ELIGIBLE, OTHERS, PRIOR

# The tables of each specification year, in their order.
TABLES = {"fy2026": (ELIGIBLE, OTHERS, PRIOR, SERVED, HEALTH, LONGEVITY, OUTCOMES, STRMU, SERVICES, ACCESS)}
