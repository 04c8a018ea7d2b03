"""Who is being entered is compared with who is here, and hidden records give no more than a yes."""

from datetime import date

import pytest

from hearth.access.likely_same import Likely, facts_of, facts_typed, likely_same
from hearth.records import guard
from hearth.records.models import Client, ClientAlias, KnownName, Setting
from hearth.records.names import plain
from hearth.records.write import change
from hearth.rules.client.likeness import STOPS
from tests.community import Community, add_client, add_enrollment, viewer_for

BORN = date(1988, 5, 14)


@pytest.fixture
def robert(community: Community) -> Client:
    return add_client(
        community, "Robert", "García López", dob=BORN, ssn="369809041", organization=community.own_agency
    )


def _found(community: Community, **typed: object) -> list[Likely]:
    viewer = viewer_for(community.personas["intake_worker"])
    return likely_same(viewer, facts_typed(**typed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"first_name": "Robert", "last_name": "Garcia-Lopez", "birth": BORN}, "name"),
        ({"first_name": "Bob", "last_name": "Garcia Lopez", "birth": BORN}, "nickname"),
        ({"first_name": "Robret", "last_name": "Garcia Lopes", "birth": BORN}, "typo"),
        ({"first_name": "Robert", "last_name": "Lopez", "birth": BORN}, "part_of_name"),
        ({"first_name": "Garcia Lopez", "last_name": "Robert", "birth": BORN}, "swapped_names"),
        (
            {"first_name": "Robert", "last_name": "Garcia Lopez", "birth": date(1988, 5, 15)},
            "birth_date_digit",
        ),
        ({"first_name": "Roberto", "last_name": "Garcia Lopez", "ssn_digits": "9041"}, "last_four"),
        ({"ssn_digits": "369-80-9041", "birth": BORN}, "ssn"),
    ],
)
def test_a_person_who_is_here_stops_the_worker_with_the_reason(
    community: Community, robert: Client, typed: dict[str, object], reason: str
) -> None:
    [found] = _found(community, **typed)
    assert found.client == robert
    assert found.stops
    assert reason in found.reasons


def test_a_namesake_is_shown_and_stops_nobody(community: Community, robert: Client) -> None:
    [found] = _found(community, first_name="Robert", last_name="Garcia Lopez")
    assert (found.client, found.stops) == (robert, False)


@pytest.mark.parametrize(
    "typed",
    [
        {"first_name": "Miguel", "last_name": "García López", "birth": BORN},
        {"first_name": "Robert", "last_name": "García López", "birth": date(2012, 1, 2), "name_suffix": "Jr"},
        {"first_name": "Linda", "last_name": "Pond", "birth": BORN},
        {"first_name": "Robert", "last_name": "García López", "birth": BORN, "is_unnamed": True},
        {},
    ],
    ids=["twin", "son", "born on one day", "unnamed", "nothing typed"],
)
def test_somebody_else_is_not_shown(community: Community, robert: Client, typed: dict[str, object]) -> None:
    assert _found(community, **typed) == []


def test_who_has_no_name_is_never_matched(community: Community) -> None:
    add_client(community, "Red", "Jacket", is_unnamed=True, organization=community.own_agency)
    assert _found(community, first_name="Red", last_name="Jacket") == []


def test_a_legal_name_is_compared_for_everybody(community: Community, robert: Client) -> None:
    with change(by=None, action="add_alias") as signed:
        ClientAlias.objects.create(
            client=robert,
            kind="legal",
            first_name="Rosa",
            last_name="Limón",
            first_name_plain=plain("Rosa"),
            last_name_plain=plain("Limón"),
            organization=community.own_agency,
            change=signed,
        )
    [found] = _found(community, first_name="Rosa", last_name="Limon", birth=BORN)
    assert (found.client, found.reasons[0]) == (robert, "alias")


def test_a_hidden_client_gives_a_yes_without_data_and_only_to_who_knows_the_person(
    community: Community,
) -> None:
    for ssn in ("369809041", "369809042"):
        hidden = add_client(community, "Hidden", "Person", dob=BORN, ssn=ssn)
        add_enrollment(community, hidden, community.other_program, date(2026, 1, 5))
    assert _found(community, first_name="Hidden", last_name="Person", birth=BORN) == [Likely(None)]
    assert _found(community, first_name="Hidden", last_name="Person") == []
    assert _found(community, birth=BORN, ssn_digits="9041") == []
    assert _found(community, first_name="H", last_name="Person", birth=BORN, ssn_digits="9041") == []
    Setting.objects.create(key="hint_of_hidden_records", value=False)
    assert _found(community, first_name="Hidden", last_name="Person", birth=BORN) == []


def test_a_client_is_not_likely_itself(community: Community, robert: Client) -> None:
    twin = add_client(community, "Bob", "García López", dob=BORN, organization=community.own_agency)
    viewer = viewer_for(community.personas["intake_worker"])
    [found] = likely_same(viewer, facts_of(robert), apart_from=[robert.pk])
    assert found.client == twin and found.score >= STOPS


def test_names_are_nobodys_to_list(community: Community, robert: Client) -> None:
    with pytest.raises(guard.Refused):
        list(KnownName.objects.all())
    with pytest.raises(guard.Refused):
        viewer_for(community.personas["hmis_lead"]).rows(KnownName)
