import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.exchange import export_runs
from hearth.exchange.order import Order
from hearth.exchange.perform_export import perform_export
from hearth.exchange.selection import Selection
from hearth.records.models import Funder
from hearth.records.write import change
from hearth.screens.export.form import _year_before
from tests.community import Community, add_client, add_enrollment, viewer_for

LIST = "/data/export/"
FOR = {"recipient": "Example State", "purpose": "Yearly report"}
DAYS = {"start": "2025-10-01", "end": "2026-09-30"}
OWN = {**FOR, **DAYS, "period": "reporting", "directive": "", "names": "hashed"}


@pytest.fixture
def browser(
    community: Community, browser_of: Callable[..., Browser], settings: Any, tmp_path: Any
) -> Browser:
    settings.DATA = tmp_path / "data"
    return browser_of(community.personas["hmis_lead"])


def runs(community: Community) -> list[Any]:
    return list(export_runs.export_runs(viewer_for(community.personas["hmis_lead"])))


def start(browser: Browser, kind: str, sent: dict[str, Any]) -> Any:
    return browser.post(reverse("export:start", args=[kind]), sent)


@pytest.mark.parametrize(
    ("kind", "sent", "asked"),
    [
        ("whole", OWN, {"projects": None, "start": "2025-10-01", "is_hashed": True}),
        ("coc", OWN | {"cocs": ["XX-501"], "names": "clear"}, {"cocs": ["XX-501"], "is_hashed": False}),
        ("whole", OWN | {"period": "updated", "directive": "1"}, {"is_updated": True, "directive": 1}),
        ("va", FOR | {"month": "2026-09"}, {"preset": "va", "funders": [33], "end": "2026-09-30"}),
        ("rhy", FOR | DAYS, {"preset": "rhy", "is_hashed": True}),
        ("eva", FOR | DAYS, {"preset": "eva", "projects": None}),
        ("state", FOR | DAYS | {"funders": ["2"], "names": "hashed"}, {"preset": "state", "funders": [2]}),
    ],
)
def test_each_kind_of_export_is_started_from_its_form(
    community: Community, browser: Browser, kind: str, sent: dict[str, Any], asked: dict[str, Any]
) -> None:
    with change(by=None, action="test") as signed:
        Funder.objects.create(
            source=community.source,
            hud_id="F1",
            change=signed,
            project=community.supportive,
            funder=2,
            start_date=date(2020, 1, 1),
            date_created=community.supportive.date_created,
            date_updated=community.supportive.date_updated,
        )
    if "month" in sent:
        months = browser.get(reverse("export:start", args=[kind])).context["form"].fields["month"].choices
        sent = sent | {"month": months[0][0]}
        asked = asked | {"end": sent["month"]}

    response = start(browser, kind, sent)

    [run] = runs(community)
    assert response.headers["Location"] == reverse("export:run", args=[run.id])
    assert (run.recipient, run.purpose) == ("Example State", "Yearly report")
    for name, value in asked.items():
        assert str(run.asked[name]).startswith(str(value)), name
    page = browser.get(reverse("export:run", args=[run.id])).content.decode()
    assert "Waiting for its turn" in page
    assert "Cancel this export" in page


def test_programs_are_ticked(community: Community, browser: Browser) -> None:
    start(browser, "programs", OWN | {"programs": [str(community.shelter.pk)]})
    [run] = runs(community)
    assert run.asked["projects"] == [str(community.shelter.pk)]
    assert "Harbor Night Shelter" in browser.get(reverse("export:run", args=[run.id])).content.decode()


@pytest.mark.parametrize(
    ("kind", "sent", "field", "words"),
    [
        ("whole", {"recipient": " "}, "recipient", "Say who gets this export."),
        ("whole", {"purpose": ""}, "purpose", "Say what this export is for."),
        ("whole", {"end": "2025-01-01"}, "end", "The last day is before the first day."),
        (
            "whole",
            {"directive": "1"},
            "directive",
            "Only what was updated in a time can be added to what they have. Choose the usual.",
        ),
        ("programs", {}, "programs", "Tick at least one program."),
        ("coc", {}, "cocs", "Tick at least one CoC."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    community: Community, browser: Browser, kind: str, sent: dict[str, Any], field: str, words: str
) -> None:
    assert start(browser, kind, OWN | sent).context["form"].errors[field] == [words]
    assert runs(community) == []


def test_presets_name_their_receiver_and_whether_names_go_in_the_clear(browser: Browser) -> None:
    va = browser.get(reverse("export:start", args=["va"])).content.decode()
    assert 'value="VA HMIS Repository"' in va
    assert "go out in the clear" in va
    assert "go out hashed" in browser.get(reverse("export:start", args=["eva"])).content.decode()
    assert browser.get(reverse("export:start", args=["nonsense"])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_finished_export_is_downloaded_while_it_waits(community: Community, browser: Browser) -> None:
    rosa = add_client(community, "Rosa", "Example", dob=date(1990, 3, 12))
    add_enrollment(community, rosa, community.shelter, date(2026, 1, 5))
    start(browser, "whole", OWN)
    [run] = runs(community)
    perform_export(run.id)

    page = browser.get(reverse("export:run", args=[run.id])).content.decode()
    assert "Download the zip" in page
    assert "hx-trigger=" not in page.partition("<main")[2]
    response = browser.get(reverse("export:fetch", args=[run.id]))
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert len(content) == int(response["Content-Length"])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert len(archive.namelist()) == 24
    assert "File waits" in browser.get(LIST).content.decode()


@pytest.mark.django_db(transaction=True)
def test_what_the_receiver_may_refuse_is_listed_and_agreed_to(community: Community, browser: Browser) -> None:
    start(browser, "eva", FOR | DAYS)
    [run] = runs(community)
    perform_export(run.id)

    page = browser.get(reverse("export:run", args=[run.id])).content.decode()
    assert "What the receiver may refuse" in page
    assert "An export has enrollments." in page
    browser.post(reverse("export:answer", args=[run.id]), {"do": "accept"})
    assert runs(community)[0].state == "waiting"


def test_an_export_is_cancelled_from_its_page(community: Community, browser: Browser) -> None:
    start(browser, "whole", OWN)
    [run] = runs(community)
    browser.post(reverse("export:answer", args=[run.id]), {"do": "cancel"})
    page = browser.get(reverse("export:run", args=[run.id])).content.decode()
    assert "This export was cancelled. No file was made." in page
    assert "Cancelled" in browser.get(LIST).content.decode()


def test_hundreds_of_exports_are_listed_page_by_page(
    community: Community, browser: Browser, django_assert_max_num_queries: Any
) -> None:
    for _number in range(30):
        export_runs.start_export(
            viewer_for(community.personas["hmis_lead"]), Order(Selection(cocs=("XX-501",))), **FOR
        )
    with django_assert_max_num_queries(10):
        assert "Showing 25 of 30" in browser.get(LIST).content.decode()


@pytest.mark.parametrize("persona", ["intake_worker", "agency_manager", "reporting_only"])
def test_only_who_may_export_sees_exports(
    community: Community, browser_of: Callable[..., Browser], persona: str
) -> None:
    assert browser_of(community.personas[persona]).get(LIST).status_code == 403


@pytest.mark.parametrize(
    ("today", "first"), [(date(2026, 11, 22), date(2025, 11, 23)), (date(2028, 2, 29), date(2027, 3, 1))]
)
def test_the_year_that_ends_today_is_offered(today: date, first: date) -> None:
    assert _year_before(today) == first
