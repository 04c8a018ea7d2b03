"""The CoC of a stay (3.16) is asked for where the program is in another one than what is written down."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.access.viewer import Viewer
from hearth.records.write import change
from tests.community import COC_CODE, Community, add_client, add_household, viewer_for

START = date(2026, 1, 5)


@pytest.fixture
def viewer(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def stay(community: Community) -> Any:
    return add_household(community, [add_client(community, "Rosa", "Example")], community.rapid, START)[0]


def write_coc(viewer: Viewer, stay: Any, code: str | None) -> None:
    with change(by=None, action="test"):
        viewer.enrollments.filter(pk=stay.pk).update(enrollment_coc=code)


@pytest.mark.parametrize(("code", "asked"), [(None, True), ("XX-999", True), (COC_CODE, False)])
def test_the_coc_is_asked_only_where_another_is_possible(
    community: Community,
    viewer: Viewer,
    browser_of: Callable[..., Browser],
    stay: Any,
    code: str | None,
    asked: bool,
) -> None:
    write_coc(viewer, stay, code)
    page = browser_of(viewer.account).get(reverse("enrollment:stay", args=[stay.pk])).content.decode()
    assert ('id="id_stay-coc"' in page) is asked


@pytest.mark.parametrize(
    ("sent", "stored"),
    [(COC_CODE, COC_CODE), ("", "XX-999"), ("XX-777", "XX-999")],
    ids=["new", "none", "no CoC"],
)
def test_the_chosen_coc_is_stored_and_no_choice_leaves_it(
    viewer: Viewer, browser_of: Callable[..., Browser], stay: Any, sent: str, stored: str
) -> None:
    write_coc(viewer, stay, "XX-999")
    address = reverse("enrollment:stay", args=[stay.pk])
    told = {"do": "stay", f"stay-start_{stay.pk.hex}": "2026-01-05", "stay-coc": sent}
    browser_of(viewer.account).post(address, told)
    assert viewer.enrollments.get(pk=stay.pk).enrollment_coc == stored
