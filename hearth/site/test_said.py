"""What was said to a person is shown, also where two of their requests overlap."""

import pytest
from django.conf import settings
from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from hearth.ui import notices

pytestmark = pytest.mark.django_db

SessionStore = import_string(f"{settings.SESSION_ENGINE}.SessionStore")


@pytest.fixture
def key() -> str:
    session = SessionStore()
    session["agency"] = 1
    session.save()
    return str(session.session_key)


def a_request(key: str) -> HttpRequest:
    """Give a request of the login that has read its session."""
    request = HttpRequest()
    request.session = SessionStore(key)
    assert request.session["agency"] == 1
    request._messages = import_string(settings.MESSAGE_STORAGE)(request)  # type: ignore[attr-defined]
    return request


def said(request: HttpRequest) -> list[str]:
    """Show what was said, as a page does."""
    storage: BaseStorage = request._messages  # type: ignore[attr-defined]
    return [f"{one.message} {one.extra_tags}".strip() for one in storage]


def end(request: HttpRequest) -> None:
    request._messages.update(HttpResponse())  # type: ignore[attr-defined]
    request.session.save()


def test_what_two_tabs_saved_at_once_is_said_of_both_with_its_undo(key: str) -> None:
    slow, quick = a_request(key), a_request(key)
    notices.saved(slow, "Ana was added.", "/undo/ana/")
    notices.saved(quick, "Ben was added.", "/undo/ben/")
    end(quick)
    end(slow)
    page = a_request(key)
    assert said(page) == ["Ben was added. /undo/ben/", "Ana was added. /undo/ana/"]
    end(page)
    assert said(a_request(key)) == []


def test_what_is_saved_while_a_page_shows_what_was_said_before_is_said_on_the_next(key: str) -> None:
    first = a_request(key)
    notices.saved(first, "Ana was added.")
    end(first)
    page, form = a_request(key), a_request(key)
    notices.saved(form, "Ben was added.")
    end(form)
    assert said(page) == ["Ana was added."]
    end(page)
    assert said(a_request(key)) == ["Ben was added."]


def test_what_a_page_says_of_itself_is_not_said_again(key: str) -> None:
    page = a_request(key)
    notices.refused(page, "Nothing was added.")
    assert said(page) == ["Nothing was added."]
    end(page)
    assert said(a_request(key)) == []


def test_two_forms_sent_one_after_the_other_are_each_said_once(key: str) -> None:
    for name in ("Ana", "Ben"):
        form = a_request(key)
        notices.saved(form, f"{name} was added.")
        end(form)
    assert said(a_request(key)) == ["Ana was added.", "Ben was added."]
