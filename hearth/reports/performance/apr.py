"""The CoC Annual Performance Report (APR): 67 tables with Q4a."""

from hearth.reports.performance import q13, q16, q19, q20, q22, q24, q25, q27
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
        *(q13.Q13A1, q13.Q13B1, q13.Q13C1, q13.Q13A2, q13.Q13B2, q13.Q13C2),
        *(Q14A, Q14B, Q15, q16.Q16, q16.Q17, q16.Q18, q19.Q19A1, q19.Q19A2, q19.Q19B),
        *(q20.Q20A, q20.Q20B, q20.Q21),
        *(q22.Q22A1, q22.Q22B, q22.Q22C, q22.Q22E, q22.Q22F, q22.Q22G),
        *(Q23C, Q23D, Q23E, q24.Q24B, Q24E),
        *(q25.Q25A, q25.Q25B, q25.Q25D, q25.Q25I, q25.Q25J),
        *(q25.Q26A, q25.Q26B, q25.Q26D, q25.Q26E),
        *(q27.Q27A, q27.Q27B, q27.Q27D, q27.Q27E, q27.Q27F1, q27.Q27F2, q27.Q27G, q27.Q27H, q27.Q27I),
        *(q27.Q27J, q27.Q27K, q27.Q27L, q27.Q27M),
    )
}
