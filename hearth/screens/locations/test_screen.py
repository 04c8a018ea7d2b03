"""Where a client can be found: a ZIP code alone is enough, one place is current, a confidential one is private."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from hearth.records.models import Account, Client, ClientLocation
from tests.community import Community, add_client, viewer_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa(community: Community) -> Client:
    return add_client(community, "Rosa", "Example", organization=community.own_agency)


def test_places_are_kept_and_one_of_them_is_the_current_one(
    rosa: Client, anna: Account, browser_of: Any
) -> None:
    browser, address = browser_of(anna), reverse("locations:client", args=[rosa.pk])
    assert "geolocation=(self)" in browser.get(address)["Permissions-Policy"]
    sent = {"kind": "met", "on": "2026-03-12", "is_current": "on"}
    assert browser.post(address, sent).status_code == 200, "it says nowhere"
    assert browser.post(address, {**sent, "zip_code": "95814"}).status_code == 302
    half = browser.post(address, {**sent, "latitude": "38.5816"})
    assert "longitude" in half.context["form"].errors
    point = {**sent, "latitude": "38.58164999", "longitude": "-121.4944"}
    assert browser.post(address, point).status_code == 302
    found: Any = viewer_for(anna).rows(ClientLocation)
    assert [(str(one.latitude), one.is_current) for one in found.order_by("change__made_at")] == [
        ("None", False),
        ("38.5816", True),
    ]


def test_a_confidential_place_is_private_whatever_was_ticked(
    rosa: Client, anna: Account, browser_of: Any
) -> None:
    sent = {"kind": "confidential", "on": "2026-03-12", "street": "1 Example Way"}
    browser_of(anna).post(reverse("locations:client", args=[rosa.pk]), sent)
    kept: Any = viewer_for(anna).rows(ClientLocation).get()
    assert kept.is_private is True


def test_the_operators_map_is_given_in_pieces_and_without_one_there_is_a_list(
    rosa: Client, anna: Account, browser_of: Any, settings: Any, tmp_path: Path
) -> None:
    browser, address = browser_of(anna), reverse("locations:client", args=[rosa.pk])
    assert b"data-map" not in browser.get(address).content
    settings.HEARTH_MAP = str(tmp_path / "community.pmtiles")
    (tmp_path / "community.pmtiles").write_bytes(bytes(range(256)))
    assert b"data-map" in browser.get(address).content
    piece = browser.get(reverse("locations:map"), headers={"Range": "bytes=10-12"})
    assert (piece.status_code, piece.content) == (206, bytes([10, 11, 12]))
    assert piece["Content-Range"] == "bytes 10-12/256"
    assert browser.get(reverse("locations:map"), headers={"Range": "bytes=900-901"}).status_code == 416
