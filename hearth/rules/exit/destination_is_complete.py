"""A destination is one that HUD offers at exit, with its subsidy type or its words where it needs them.

HUD: 3.12 Destination; 3.12.A Rental Subsidy Type goes with 435 only, 3.12.B with 17 (Other) only.
"""

from hearth.hud.standard import standard
from hearth.rules.facts import Broken, Severity

RULE = "exit/destination_is_complete"
IDS = ("EVA-54", "EVA-121")
AT_ENTRY, IN_IMPORT, IN_QUALITY = Severity.STOP, Severity.REPORT, Severity.ERROR
FILE, COLUMN = "Exit", "Destination"

OTHER = 17


def destinations() -> dict[int, str]:
    """Give the living situations that HUD offers as destinations, with their words."""
    excluded = set(standard().facts["living_situation"]["destination_excludes"])
    labels = standard().lists["3.12.1"].labels
    return {int(code): label for code, label in labels.items() if int(code) not in excluded}


def broken(
    name: str,
    destination: int | None,
    subsidy_type: int | None = None,
    other_words: str | None = None,
) -> list[Broken]:
    """Give the breaches of the rule by one person's destination."""
    if destination is None:
        return [
            Broken(
                RULE,
                "Choose where %(name)s went. “Data not collected” is an answer too.",
                {"name": name},
            )
        ]
    if destination not in destinations():
        return [
            Broken(
                RULE,
                "%(name)s's destination is not one that HUD offers at exit.",
                {"name": name},
            )
        ]
    needs_subsidy = destination in standard().facts["living_situation"]["needs_subsidy_type"]
    if needs_subsidy and str(subsidy_type) not in standard().lists["3.12.A"].labels:
        return [
            Broken(
                RULE,
                "Choose the kind of rental subsidy that %(name)s has.",
                {"name": name},
            )
        ]
    if destination == OTHER and not other_words:
        return [Broken(RULE, "Say in words where %(name)s went.", {"name": name})]
    return []


DESTINATIONS = tuple(destinations())
NEED_SUBSIDY = "(" + ", ".join(map(str, standard().facts["living_situation"]["needs_subsidy_type"])) + ")"
SUBSIDIES = tuple(standard().lists["3.12.A"].labels)

SQL = f"""
select ExitID as key, case
        when Destination not in {DESTINATIONS} then 'EVA-54'
        when Destination in {NEED_SUBSIDY} then 'EVA-121' end as id,
    case when Destination not in {DESTINATIONS} then 'Destination'
        when Destination in {NEED_SUBSIDY} then 'DestinationSubsidyType' else 'OtherDestination' end as "column"
from kept.Exit
where Destination not in {DESTINATIONS}
   or Destination in {NEED_SUBSIDY} and coalesce(DestinationSubsidyType::varchar not in {SUBSIDIES}, true)
   or Destination = {OTHER} and OtherDestination is null
"""
