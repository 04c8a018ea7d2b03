"""Who entered a record and when is written by the system: on every record, and never from what somebody sends."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.test import Client as Browser
from django.urls import get_resolver, reverse

from hearth.access.viewer import Viewer
from hearth.hud.standard import snake_case, standard
from hearth.records.models.record import Record
from tests.community import Community, add_client, add_household, viewer_for

# Metadata elements 5.01 to 5.03 and 5.07, by their columns.
HOUSEKEEPING = ("DateCreated", "DateUpdated", "DateDeleted", "UserID")


def records() -> list[type[Record]]:
    return [model for model in apps.get_app_config("records").get_models() if issubclass(model, Record)]


def test_every_record_says_who_entered_it_and_when_it_was_made_changed_and_deleted() -> None:
    assert len(records()) == len(standard().files) - 1  # Export.csv describes a run, not a record
    lacking = [
        f"{model.__name__}.{name}"
        for model in records()
        for name in HOUSEKEEPING
        if name in standard().files[model.hud_file].column
        and name != standard().files[model.hud_file].key.name
        if snake_case(name).removesuffix("_id") not in {field.name for field in model._meta.fields}
    ]
    assert lacking == []


def test_no_form_asks_for_housekeeping() -> None:
    get_resolver().url_patterns  # loads every screen  # noqa: B018
    names = {snake_case(name) for name in HOUSEKEEPING} | {*HOUSEKEEPING, "user"}
    ours = [form for form in _all_forms() if form.__module__.startswith("hearth.")]
    assert len(ours) > 3
    asking = [f"{form.__name__}.{name}" for form in ours for name in form.base_fields.keys() & names]
    assert asking == []


@pytest.mark.django_db
def test_what_is_sent_beside_a_form_does_not_reach_a_record(
    community: Community, browser_of: Callable[..., Browser]
) -> None:
    rosa = add_client(community, "Rosa", "Example")
    [stay] = add_household(community, [rosa], community.shelter, date(2025, 3, 1))
    account = community.personas["intake_worker"]
    by: Viewer = viewer_for(account)
    sent = {"members": [str(stay.id)], "service": "200-200", "on": by.today.isoformat()}
    forged = {"date_created": "2000-01-01", "DateUpdated": "2000-01-01", "user": str(stay.id), "UserID": "1"}

    answer = browser_of(account).post(reverse("services:record", args=[stay.id]), sent | forged)

    assert answer.status_code == 302
    night = by.services.get()
    assert {night.date_created.date(), night.date_updated.date()} == {by.today}
    assert (night.user_id, night.date_deleted) == (by.hud_user.pk, None)


def _all_forms(of: Any = forms.BaseForm) -> Iterator[Any]:
    for form in of.__subclasses__():
        yield form
        yield from _all_forms(form)
