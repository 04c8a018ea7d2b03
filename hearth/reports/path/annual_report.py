"""The six tables of the PATH annual report. Q1 to Q7 (money, staff, training) are typed where it is submitted."""

from hearth.reports.path.q8 import Q8
from hearth.reports.path.q17 import Q17, Q18
from hearth.reports.path.q19 import Q19
from hearth.reports.path.q25 import Q25
from hearth.reports.path.q26 import Q26

# The tables of each specification year, in their order.
TABLES = {"fy2026": (Q8, Q17, Q18, Q19, Q25, Q26)}
