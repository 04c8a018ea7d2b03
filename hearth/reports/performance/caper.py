"""The ESG Consolidated Annual Performance and Evaluation Report (CAPER): 40 tables with Q4a, most of them the APR's."""

from hearth.reports.performance import q13, q16, q19, q20, q22, q24, q25
from hearth.reports.performance.q5a import Q5A
from hearth.reports.performance.q6 import Q6A, Q6B, Q6C, Q6D, Q6E, Q6F
from hearth.reports.performance.q7 import Q7A, Q7B
from hearth.reports.performance.q8 import Q8A, Q8B
from hearth.reports.performance.q9 import Q9A, Q9B
from hearth.reports.performance.q11 import Q11, Q12, Q24E
from hearth.reports.performance.q14 import Q14A, Q14B
from hearth.reports.performance.q15 import Q15
from hearth.reports.performance.q23 import Q23C, Q23D, Q23E

# The tables of each specification year, in HUD's order. Q4a comes first and is made from the projects.
TABLES = {
    "fy2026": (
        Q5A,
        *(Q6A, Q6B, Q6C, Q6D, Q6E, Q6F),
        *(Q7A, Q7B, Q8A, Q8B, Q9A, Q9B, Q11, Q12),
        *(q13.Q13A1, q13.Q13B1, q13.Q13C1, Q14A, Q14B, Q15, q16.Q16, q16.Q17, q19.Q19B, q20.Q20A, q20.Q21),
        *(q22.Q22A2, q22.Q22C, q22.Q22D, q22.Q22E, q22.Q22F, q22.Q22G),
        *(Q23C, Q23D, Q23E, q24.Q24A, Q24E, q25.Q25A, q25.Q26B),
    )
}
