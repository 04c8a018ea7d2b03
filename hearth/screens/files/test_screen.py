"""The files of a client on their page: kept, given back as a file and nothing else, and what is missing said."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse

from hearth.access.viewer import Viewer
from hearth.actions.keep_file import keep
from hearth.actions.test_file_type import PDF, PROGRAM
from hearth.records.models import Account, Client, KeptFile, Setting
from tests.community import Community, add_client, viewer_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa(community: Community) -> Client:
    return add_client(community, "Rosa", "Example", organization=community.own_agency)


@pytest.fixture
def worker(anna: Account) -> Viewer:
    return viewer_for(anna)


def sent(browser: Browser, client: Client, content: bytes, name: str, **more: Any) -> Any:
    upload = SimpleUploadedFile(name, content)
    return browser.post(
        reverse("files:client", args=[client.pk]), {"content": upload, "kind": "Lease", **more}
    )


def test_a_file_is_kept_and_comes_back_as_a_file_that_may_run_nothing(
    anna: Account, rosa: Client, worker: Viewer, browser_of: Callable[[Account], Browser]
) -> None:
    browser = browser_of(anna)
    answer = sent(browser, rosa, PDF, "lease.pdf", private="on")
    assert answer.status_code == 302
    kept: Any = worker.rows(KeptFile).get()
    assert (kept.kind, kept.is_private) == ("Lease", True)

    back: Any = browser.get(reverse("files:open", args=[kept.pk]))
    assert b"".join(back.streaming_content) == PDF
    assert back["Content-Disposition"] == 'attachment; filename="lease.pdf"'
    assert (back["X-Content-Type-Options"], back["Cache-Control"]) == ("nosniff", "no-store")
    assert back["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize(("content", "why"), [(PROGRAM, "exe"), (PDF + b"0" * 1_100_000, "1 MB")])
def test_what_is_not_kept_is_told_at_the_file_and_what_was_chosen_stays(
    anna: Account, rosa: Client, worker: Viewer, browser_of: Any, content: bytes, why: str
) -> None:
    Setting.objects.create(key="file_megabytes", value=1)
    answer = sent(browser_of(anna), rosa, content, "lease.pdf")
    assert answer.status_code == 200
    assert why in " ".join(answer.context["form"].errors["content"])
    assert 'value="Lease" selected' in answer.content.decode()
    assert not worker.rows(KeptFile).exists()


def test_the_checklist_says_what_is_there_what_ended_and_what_is_missing(
    anna: Account, rosa: Client, worker: Viewer, browser_of: Any
) -> None:
    keep(worker, rosa, PDF, "birth.pdf", "Birth certificate")
    keep(worker, rosa, PDF, "card.pdf", "ID card or passport", expires_on=worker.today.replace(year=2020))
    answer = browser_of(anna).get(reverse("files:client", args=[rosa.pk]))
    states = {one.kind: one.state for one in answer.context["needed"]}
    assert states["Birth certificate"] == "have"
    assert states["ID card or passport"] == "expired"
    assert states["Social Security card"] == "missing"


def test_a_deleted_file_is_brought_back_by_its_undo(
    anna: Account, rosa: Client, worker: Viewer, browser_of: Any
) -> None:
    kept = keep(worker, rosa, PDF, "lease.pdf", "Lease")
    browser = browser_of(anna)
    browser.post(reverse("deleted:delete", args=["file", kept.pk]))
    assert not worker.rows(KeptFile).exists()
    assert browser.get(reverse("files:open", args=[kept.pk])).status_code == 404
    browser.post(reverse("deleted:restore", args=["file", kept.pk]))
    assert worker.rows(KeptFile).exists()


def test_an_upload_needs_the_pages_token(anna: Account, rosa: Client, worker: Viewer) -> None:
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(anna, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert sent(browser, rosa, PDF, "lease.pdf").status_code == 403
    assert not worker.rows(KeptFile).exists()


def test_the_page_asks_few_queries(
    anna: Account, rosa: Client, worker: Viewer, browser_of: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(4):
        keep(worker, rosa, PDF, f"{number}.pdf", "Lease")
    browser = browser_of(anna)
    browser.get(reverse("files:client", args=[rosa.pk]))
    with django_assert_max_num_queries(12):
        browser.get(reverse("files:client", args=[rosa.pk]))
