"""Optional cleanups of a staged export, each a policy of the receiver, none of them HUD's; all are off by default.

HUD wants an export corrected where it was made. A community that waits for a vendor may choose, by name, what is put
right on arrival; each cleanup tells how many rows it changed, so that a preview can list it before anything is stored.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from hearth.dataset.finding import UnusableInput
from hearth.hud.standard import standard

FIRST_SHOWN = 5
_ROWS_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What one cleanup did: its name and sentence, how many rows of which file it changed, the keys of the first."""

    name: str
    sentence: str
    file: str
    rows: int
    samples: list[str]


@dataclass(frozen=True, slots=True)
class _Cleanup:
    """A sentence of what is done, the file it is done in, and the statements that do it, each to rows of its own."""

    sentence: str
    file: str
    statements: Callable[[], Sequence[str]]


def clean_up(connection: duckdb.DuckDBPyConnection, names: Sequence[str]) -> list[Cleaned]:
    """Make the chosen cleanups on staged tables, in the order of CLEANUPS, and tell how many rows each changed.

    Raises UnusableInput for a name that there is not, before anything is changed.
    """
    check_names(names)
    return [_cleaned(connection, name) for name in CLEANUPS if name in names]


def check_names(names: Sequence[str]) -> None:
    """Raise UnusableInput for a name that there is not."""
    unknown = sorted(set(names) - CLEANUPS.keys())
    if unknown:
        raise UnusableInput(f"There is no cleanup {', '.join(unknown)}; there are {', '.join(CLEANUPS)}.")


def _cleaned(connection: duckdb.DuckDBPyConnection, name: str) -> Cleaned:
    cleanup = CLEANUPS[name]
    key = standard().files[cleanup.file].key.name
    rows, samples = 0, list[str]()
    for statement in cleanup.statements():
        changed = connection.execute(f'{statement} returning "{key}"')
        while some := changed.fetchmany(_ROWS_AT_ONCE):
            rows += len(some)
            samples += [found for (found,) in some[: FIRST_SHOWN - len(samples)]]
    return Cleaned(name, cleanup.sentence, cleanup.file, rows, samples)


_MEMBERS = """
with members as (
    select e.rowid as row, e.EnrollmentID, e.PersonalID, e.HouseholdID, e.ProjectID, e.RelationshipToHoH, c.DOB,
           case when c.DOB <= e.EntryDate then date_sub('year', c.DOB, e.EntryDate) end as age
    from Enrollment e left join Client c using (PersonalID)
    where e.HouseholdID is not null and e.DateDeleted is null
), households as (
    select HouseholdID, ProjectID, count(distinct PersonalID) as people,
           count(distinct PersonalID) filter (where RelationshipToHoH = 1) as heads,
           coalesce(bool_and(coalesce(age between 12 and 17, false)), false) as are_youth
    from members group by HouseholdID, ProjectID
)
"""


def _youth_of_their_own() -> str:
    # The same id as that of a stay without a HouseholdID (hearth/exchange/judge.py): it follows from the stay.
    return f"""
{_MEMBERS}
update Enrollment set HouseholdID = md5('household of ' || EnrollmentID), RelationshipToHoH = 1
where rowid in (select row from members join households using (HouseholdID, ProjectID)
                where heads = 0 and people > 1 and are_youth)
"""


def _one_head() -> str:
    return f"""
{_MEMBERS}, chosen as (
    select HouseholdID, ProjectID, first(PersonalID order by
        case when age >= 18 then 1 when age is null then 2 else 3 end,
        coalesce(RelationshipToHoH, 0) != 1, DOB nulls last, EnrollmentID) as head
    from members join households using (HouseholdID, ProjectID) where heads != 1
    group by HouseholdID, ProjectID
)
update Enrollment set RelationshipToHoH = if(Enrollment.PersonalID = head, 1, 99)
from chosen where Enrollment.HouseholdID = chosen.HouseholdID and Enrollment.ProjectID = chosen.ProjectID
and Enrollment.DateDeleted is null
and (coalesce(RelationshipToHoH, 0) = 1) != (Enrollment.PersonalID = head)
"""


def _sole_member() -> str:
    return f"""
{_MEMBERS}
update Enrollment set RelationshipToHoH = 1 where coalesce(RelationshipToHoH, 99) = 99 and rowid in (
    select row from members join households using (HouseholdID, ProjectID) where people = 1)
"""


def _household_coc() -> str:
    return """
update Enrollment set EnrollmentCoC = heads.coc from (
    select HouseholdID, ProjectID, min(EnrollmentCoC) as coc from Enrollment
    where RelationshipToHoH = 1 and DateDeleted is null group by HouseholdID, ProjectID
    having count(distinct EnrollmentCoC) = 1
) heads
where Enrollment.HouseholdID = heads.HouseholdID and Enrollment.ProjectID = heads.ProjectID
and Enrollment.EnrollmentCoC is null and Enrollment.DateDeleted is null
"""


def _move_in() -> str:
    return """
update Enrollment set MoveInDate = null where MoveInDate < EntryDate or MoveInDate > (
    select min(x.ExitDate) from "Exit" x where x.EnrollmentID = Enrollment.EnrollmentID and x.DateDeleted is null)
"""


def _income_total() -> str:
    columns = standard().files["IncomeBenefits"].columns
    amounts = [f'coalesce("{column.name}", 0)' for column in columns if column.name.endswith("Amount")]
    total = " + ".join(amounts)
    return (
        f"update IncomeBenefits set TotalMonthlyIncome = {total} "
        f"where TotalMonthlyIncome is null and IncomeFromAnySource = 1 and {total} > 0"
    )


CLEANUPS: Mapping[str, _Cleanup] = {
    "one-head": _Cleanup(
        "A household without exactly one head gets one: an adult before somebody of unknown age before a minor, who "
        "is marked as head before others, older before younger. Youths of 12 to 17 years among themselves, none of "
        "them marked, become households of one.",
        "Enrollment",
        lambda: [_youth_of_their_own(), _one_head()],
    ),
    "sole-member-head": _Cleanup(
        "The only member of a household whose relationship is missing is its head.",
        "Enrollment",
        lambda: [_sole_member()],
    ),
    "household-coc": _Cleanup(
        "Members of a household without an enrollment CoC get that of their head.",
        "Enrollment",
        lambda: [_household_coc()],
    ),
    "move-in": _Cleanup(
        "A move-in date before the start or after the exit is emptied.", "Enrollment", lambda: [_move_in()]
    ),
    "income-total": _Cleanup(
        "A missing total of monthly income is the sum of the amounts.",
        "IncomeBenefits",
        lambda: [_income_total()],
    ),
}
