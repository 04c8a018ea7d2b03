"""Build the universe of a report from a data set.

Each step is a file `<step>.sql` holding one SELECT, which becomes the temporary table (or view) of that name,
whatever folder the file is in: so the steps of another report may come before a shared one that reads their table. A
step reads `kept.<File>` (HUD's tables without deleted rows), the steps before it, and these names:

- `getvariable('report_start')`, `getvariable('report_end')`: the report's date range
- `getvariable('coc')`: the CoC code the report is limited to, or null
- `chosen_project`: the ProjectIDs of the report
- `age_on(dob, day)`: whole years, birthday arithmetic
- `age_group_of(age, dob, quality)`: 'adult', 'child', or why the age is unknown: 'not told' or 'not collected'
- `is_disabling(type, response, lasts)`: a developmental disability or HIV/AIDS, or a physical, chronic, mental health
  or substance use condition that is expected to last and impairs (dependent field A)
- `income_boxes`, `benefit_boxes`, `insurance_boxes`, `condition_boxes`: many boxes as one number (boxes.py)
- `income_answer(any_income, has_source)`: whether the answer is told, and fits the sources that are named
- `id_order(id)`: HUD ids in order, numbers as numbers

The tables hold intervals, never a row per person and night. Many steps have a `scope`: 'report' is all
active clients, 'quality' leaves out stays without engagement, as the data quality tables ask.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import duckdb

from hearth.reports.universe.boxes import MACROS

STEPS = (
    "reported_project",
    "selected_project",
    "selected_enrollment",
    "move_in",
    "bed_night",
    "active",
    "household_member",
    "latest",
    "household",
    "condition",
    "chronic_own",
    "chronic",
    "point_in_time",
    "present",
    "household_present",
    "household_status",
    "annual",
    "stay",
    "race",
    "length_of_stay",
    "contact",
    "violence",
    "income_record",
    "income",
    "leaving_with_head",
    "benefit",
    "housing",
    "destination",
    "moving_on",
    "education",
    "parenting",
    "identity_issue",
    "element_issue",
    "prior_living_issue",
    "record_entry",
    "long_open",
    "served",
    "checked",
    "person",
)

# The tables that `person` puts together, by the one scope that each holds.
PARTS = {"report": "served", "quality": "checked", "open": "long_open", "parenting": "parenting"}

# Only puts together what stands in tables already: as a table it would be the widest of all, and mostly empty.
_VIEWS = frozenset({"person"})

# The Coordinated Entry APR looks at households on the day of their assessment.
COORDINATED_ENTRY = (
    "selected_project",
    "selected_enrollment",
    "coordinated_entry/access_point",
    "coordinated_entry/activity",
    "coordinated_entry/reported_project",
    "coordinated_entry/assessed",
    "coordinated_entry/active",
    "household_member",
    "coordinated_entry/latest",
    "household",
    "identity_issue",
    "coordinated_entry/referral",
    "coordinated_entry/person",
)

# The PATH annual report looks at stays with a contact, and needs no households.
PATH = (
    "selected_project",
    "path/selected_project",
    "selected_enrollment",
    "path/contact",
    "path/active",
    "household_member",
    "latest",
    "condition",
    "chronic_own",
    "chronic",
    "destination",
    "path/service",
    "path/outcome",
    "path/last_answer",
    "path/person",
)

# The HOPWA workbook looks at households by the activity that HOPWA pays for.
HOPWA = (
    "selected_project",
    "hopwa/selected_project",
    "selected_enrollment",
    "hopwa/active",
    "household_member",
    "latest",
    "condition",
    "chronic_own",
    "chronic",
    "hopwa/health",
    "hopwa/eligible",
    "hopwa/support",
    "hopwa/payment",
    "hopwa/service",
    "hopwa/person",
)

_MACROS = """
create or replace temp macro age_on(dob, day) as
    case when dob <= day then
        year(day) - year(dob) - (month(day) * 100 + day(day) < month(dob) * 100 + day(dob))::int
    end;
create or replace temp macro age_group_of(age, dob, quality) as
    case
        when age >= 18 then 'adult'
        when age < 18 then 'child'
        when dob is null and quality in (8, 9) then 'not told'
        else 'not collected'
    end;
create or replace temp macro is_disabling(type, response, lasts) as
    (type in (6, 8) and response = 1)
    or (type in (5, 7, 9) and response = 1 and lasts = 1)
    or (type = 10 and response in (1, 2, 3) and lasts = 1);
create or replace temp macro income_answer(any_income, has_source) as
    case
        when any_income in (8, 9) then 'not told'
        when coalesce(any_income, 99) = 99 then 'missing'
        when (any_income = 0 and has_source) or (any_income = 1 and not has_source) then 'issue'
        else 'fine'
    end;
create or replace temp macro id_order(id) as
    lpad(length(id)::varchar, 4, '0') || id;
"""


def build(
    connection: duckdb.DuckDBPyConnection,
    start: date,
    end: date,
    project_ids: Sequence[str],
    coc: str | None = None,
    *,
    steps: Sequence[str] = STEPS,
    until: str | None = None,
    still: Callable[[], None] = lambda: None,
) -> None:
    """Create the temporary tables of all steps, or of those up to `until`, on this connection.

    Use a cursor of the data set's connection: temporary tables and variables belong to the cursor, so
    several reports of one data set do not disturb each other. `still` is called before each step, and may raise
    what ends the work.
    """
    # No step asks for an order that it does not name; keeping one costs memory, and half of the processors.
    connection.execute("set preserve_insertion_order = false")
    connection.execute("set variable report_start = ?::date", [start])
    connection.execute("set variable report_end = ?::date", [end])
    connection.execute("set variable coc = ?::varchar", [coc])
    connection.execute(_MACROS + MACROS)
    connection.execute("create or replace temp table chosen_project (ProjectID varchar)")
    # One text: of a list DuckDB takes a tenth of a millisecond for each value.
    chosen = json.dumps(list(project_ids))
    connection.execute("insert into chosen_project select unnest(from_json(?, '[\"VARCHAR\"]'))", [chosen])
    for step in steps if until is None else steps[: steps.index(until) + 1]:
        still()
        kind = "view" if step in _VIEWS else "table"
        name = step.rpartition("/")[2]
        connection.execute(f"create or replace temp {kind} {name} as\n{sql_of(step)}")


def sql_of(step: str) -> str:
    """Give the SELECT of a step."""
    return (Path(__file__).parent / f"{step}.sql").read_text("utf-8")
