"""Another agency's and another CoC's records do not exist at any address (ASV-02): every route with an id is tried."""

import pytest

from tests.permissions.table import addresses, rows
from tests.permissions.world import World, answer, named, thing

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Parameters that name nothing of an agency's. One that is not here needs a thing of another agency and one of
# another CoC in world.py.
OF_NOBODY = {
    "number": "an element of HUD's standard",
    "coc_code": "a CoC, whose local rules everybody may read",
    "record_kind": "a kind of record; the record's id goes with it",
    "report": "a report of HUD's",
    "kind": "a kind of export",
    "table": "a page of a report run, whose id goes with it",
    "row": "a line of a report run, whose id goes with it",
    "column": "a column of a report run, whose id goes with it",
    "role_set": "a set of roles, the same for everybody",
    "text_key": "a version of a text that everybody may read",
    "asked_id": "a page to sign, of the login that asked alone; tried in hearth/screens/release",
    "part": "a kind of rows of a program, whose id goes with it",
    "stage": "which questions are asked; the enrollment's id goes with it",
    "act": "what is done to an account, whose id goes with it",
    "exchange:run_id": "an import: of the whole instance, for who reaches every CoC",
    "exchange:source_id": "a source of imports, likewise",
    "exchange:row_id": "a refused row of an import, likewise",
    "exchange:match_id": "a likely match of an import, likewise",
    "key": "a secret that was mailed",
    "uidb36": "goes with a secret that was mailed",
    "account:account_id": "goes with a secret that was mailed",
    "pk": "one's own passkey: allauth looks among one's own",
    "reports:schedule_id": "a report that runs by itself, its owner's alone; tried in hearth/screens/reports",
    "self_checks:check_id": "an agency's yearly self-check; tried in hearth/screens/self_checks",
}
OF_ONE_AGENCY = ("intake_worker", "agency_manager", "reporting_only", "services_only")


def _tried(address: str) -> list[str]:
    """Give the parameters of an address that name something of an agency's."""
    return [
        parameter
        for parameter in addresses()[address]
        if parameter not in OF_NOBODY and f"{address.partition(':')[0]}:{parameter}" not in OF_NOBODY
    ]


def test_every_parameter_of_every_route_is_tried_or_says_why_not(world: World) -> None:
    missing = {
        f"{address} {parameter}"
        for address in addresses()
        for parameter in _tried(address)
        for things in (world.others, world.beyond)
        if named(things, address, parameter) not in things
    }
    assert sorted(missing) == [], "give them a thing in tests/permissions/world.py, or a reason here"


def test_no_reason_is_left_of_a_parameter_that_is_gone() -> None:
    near = {f"{address.partition(':')[0]}:{one}" for address, found in addresses().items() for one in found}
    far = {parameter for found in addresses().values() for parameter in found}
    assert sorted(set(OF_NOBODY) - near - far) == []


@pytest.mark.parametrize("who", OF_ONE_AGENCY)
@pytest.mark.parametrize("whose", ["others", "beyond"])
def test_another_agencys_records_do_not_exist_for_an_agency_at_any_address(
    world: World, who: str, whose: str
) -> None:
    assert _leaks(world, who, whose) == []


def test_another_cocs_records_do_not_exist_for_the_lead_of_one_coc_at_any_address(world: World) -> None:
    assert _leaks(world, "coc_lead", "beyond") == []


@pytest.mark.parametrize("whose", ["own", "others"])
def test_the_neighbours_lead_finds_no_record_of_this_coc_at_any_address(world: World, whose: str) -> None:
    assert _leaks(world, "other_coc_lead", whose) == []


def _leaks(world: World, who: str, whose: str) -> list[str]:
    things = getattr(world, whose)
    wrong, tried = [], 0
    for row in rows():
        for parameter in _tried(row.name):
            if named(things, row.name, parameter) not in things:
                continue
            # Who may not do this at all, or not by this method, may be told that instead.
            allowed = {404, row.expected[who]} & {403, 404, 405}
            status = answer(
                world, row.name, row.method, who, {parameter: thing(things, row.name, who, parameter)}
            )
            tried += 1
            if status not in allowed:
                wrong.append(f"{row.method} {row.name} {who} {whose} {parameter}: {status}, not 404")
    assert tried > 0
    return wrong
