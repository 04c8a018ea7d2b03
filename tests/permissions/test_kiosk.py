"""A kiosk opens its own page and the pages of its login, and no other address of the site."""

import pytest
from django.urls import get_resolver, reverse

from hearth.access.kiosk import is_kiosk
from hearth.access.own_pages import is_own_page
from tests.community import viewer_for
from tests.permissions.table import METHODS, addresses
from tests.permissions.world import World, answer, thing

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_every_address_but_its_own_is_refused_to_a_kiosk(world: World) -> None:
    assert is_kiosk(viewer_for(world.people["kiosk"]))
    wrong, refused = [], 0
    for name, parameters in addresses().items():
        filled = {one: thing(world.own, name, "kiosk", one) for one in parameters}
        view = get_resolver().resolve(reverse(name, kwargs=filled)).func
        if is_own_page(view) or name.startswith("kiosk:"):
            continue
        for method in METHODS:
            # From Home a kiosk is led to its page.
            expected = 302 if (name, method) == ("home:home", "GET") else 403
            status = answer(world, name, method, "kiosk", {})
            refused += status == 403
            if status != expected:
                wrong.append(f"{method} {name}: {status}, not {expected}")
    assert wrong == []
    assert refused > 150


def test_a_kiosk_opens_its_own_agencys_shelter_and_no_others(world: World) -> None:
    assert answer(world, "kiosk:choose", "GET", "kiosk", {}) == 302
    for method in METHODS:
        own = {"project_id": world.made.shelter.pk}
        assert answer(world, "kiosk:kiosk", method, "kiosk", own) in (200, 302)
        for things in (world.others, world.beyond):
            theirs = {"project_id": things["project_id"]}
            assert answer(world, "kiosk:kiosk", method, "kiosk", theirs) == 404
