"""Alerts stand on every page of a client until their last day."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from hearth.access.record_pieces import alert_rows
from hearth.records.models import Account, ClientAlert
from tests.community import Community, add_client, viewer_for

pytestmark = pytest.mark.django_db


def test_an_alert_stands_on_each_page_until_its_last_day_and_can_be_taken_away(
    community: Community, anna: Account, browser_of: Any, later: Any
) -> None:
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency)
    browser, viewer = browser_of(anna), viewer_for(anna)
    address = reverse("alerts:client", args=[rosa.pk])
    offered = browser.get(address).context["form"]["ends_on"].value()
    assert offered == viewer.today + timedelta(days=30)
    sent = {"text": "A letter waits at the desk", "starts_on": viewer.today, "ends_on": offered}
    assert browser.post(address, {**sent, "ends_on": ""}).status_code == 200, "an alert has an end"
    assert browser.post(address, sent).status_code == 302
    record = reverse("client:client", args=[rosa.pk])
    assert b"A letter waits at the desk" in browser.get(record).content
    alert: Any = viewer_for(anna).rows(ClientAlert).get()
    browser.post(reverse("deleted:delete", args=["alert", alert.pk]))
    assert b"A letter waits at the desk" not in browser.get(record).content
    browser.post(reverse("deleted:restore", args=["alert", alert.pk]))
    assert alert_rows(viewer_for(anna), rosa).count() == 1
    later(days=30)
    assert alert_rows(viewer_for(anna), rosa).count() == 1, "its last day"
    later(days=1)
    assert alert_rows(viewer_for(anna), rosa).count() == 0
