"""An export that a grant asks for opens with its programs and days, and leaves with what is ticked."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.exchange import export_runs
from tests.community import Community, add_funder, viewer_for

FOR = {"recipient": "RHY-HMIS", "purpose": "Transfer"}
RHY, VA = (reverse("export:start", args=[kind]) for kind in ("rhy", "va"))


@pytest.fixture
def paid(community: Community, monkeypatch: pytest.MonkeyPatch) -> Community:
    """One grant of RHY pays for two programs, another for a third; one of SSVF ran until August, one goes on."""
    monkeypatch.setattr("hearth.access.viewer.Viewer.today", date(2026, 11, 28))
    begun = {"start_date": date(2024, 7, 1)}
    for project in (community.shelter, community.rapid):
        add_funder(community, project, 22, grant_id="90CY01", **begun)
    add_funder(community, community.supportive, 24, grant_id="90CY02", **begun)
    add_funder(community, community.rapid, 33, grant_id="SSVF-1", end_date=date(2026, 8, 15), **begun)
    add_funder(community, community.supportive, 33, grant_id="SSVF-2", **begun)
    return community


@pytest.fixture
def browser(paid: Community, browser_of: Callable[..., Browser], settings: Any, tmp_path: Any) -> Browser:
    settings.DATA = tmp_path / "data"
    return browser_of(paid.personas["hmis_lead"])


def asked(paid: Community) -> dict[str, Any]:
    return dict(export_runs.export_runs(viewer_for(paid.personas["hmis_lead"]))[0].asked)


def test_what_is_due_leads_to_the_export_of_its_grant(browser: Browser) -> None:
    page = browser.get(reverse("reports:due")).content.decode()
    assert f"{RHY}?grant=90CY01" in page
    assert f"{VA}?grant=SSVF-1" in page


def test_an_export_by_grant_opens_with_its_programs_and_its_operating_year(
    paid: Community, browser: Browser
) -> None:
    page = browser.get(RHY, {"grant": "90CY01"})
    form = page.context["form"]
    assert set(form["programs"].value()) == {str(paid.shelter.pk), str(paid.rapid.pk)}
    assert (form["start"].value(), form["end"].value()) == (date(2025, 7, 1), date(2026, 6, 30))
    assert "Filled in for grant 90CY01, which pays for Harbor Night Shelter, Harbor Rapid." in (
        page.content.decode()
    )


@pytest.mark.parametrize(("grant", "month"), [("SSVF-1", "2026-08"), ("SSVF-2", "2026-10")])
def test_an_export_by_month_opens_with_the_last_month_in_which_the_grant_ran(
    browser: Browser, grant: str, month: str
) -> None:
    assert browser.get(VA, {"grant": grant}).context["form"]["month"].value() == month


def test_without_a_grant_all_programs_of_the_receivers_funders_are_ticked(
    paid: Community, browser: Browser
) -> None:
    ticked = browser.get(RHY).context["form"]["programs"].value()
    assert set(ticked) == {str(one.pk) for one in (paid.shelter, paid.rapid, paid.supportive)}
    assert "programs" not in browser.get(reverse("export:start", args=["eva"])).context["form"].fields


def test_only_the_ticked_programs_leave_and_all_of_them_are_the_funders_as_a_whole(
    paid: Community, browser: Browser
) -> None:
    days = FOR | {"start": "2025-07-01", "end": "2026-06-30"}
    everything = [str(one.pk) for one in (paid.shelter, paid.rapid, paid.supportive)]
    browser.post(RHY, days | {"programs": everything[:2]})
    assert set(asked(paid)["projects"]) == set(everything[:2])
    assert asked(paid)["funders"] == [22, 23, 24, 25, 26]
    browser.post(RHY, days | {"programs": everything})
    assert asked(paid)["projects"] is None
    form = browser.post(RHY, days).context["form"]
    assert form.errors["programs"] == ["Tick at least one program."]


def test_no_export_opens_for_a_grant_that_does_not_ask_for_it(browser: Browser) -> None:
    for address, grant in (
        (RHY, "nonsense"),
        (RHY, "SSVF-1"),
        (reverse("export:start", args=["eva"]), "90CY01"),
    ):
        assert browser.get(address, {"grant": grant}).status_code == 404
