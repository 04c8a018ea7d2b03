from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse

from hearth.exchange import uploads
from hearth.screens.exchange import form as upload_form
from tests.community import Community, viewer_for
from tests.hand_made import export_zip, household_of_two

LIST = "/data/import/"


@pytest.fixture
def browser(
    community: Community, browser_of: Callable[..., Browser], settings: Any, tmp_path: Any
) -> Browser:
    settings.DATA = tmp_path / "data"
    return browser_of(community.personas["hmis_lead"])


@pytest.fixture
def export(tmp_path: Any) -> SimpleUploadedFile:
    content = export_zip(tmp_path / "export.zip", household_of_two()).read_bytes()
    return SimpleUploadedFile("harbor.zip", content, "application/zip")


def test_an_upload_waits_in_the_spool_and_its_run_is_shown(
    community: Community, browser: Browser, export: SimpleUploadedFile
) -> None:
    response = browser.post(LIST, {"upload": export, "source_name": "Harbor County HMIS"})
    [run] = uploads.import_runs(viewer_for(community.personas["hmis_lead"]))
    assert response.headers["Location"] == reverse("exchange:run", args=[run.id])
    assert (run.file_name, run.source.name) == ("harbor.zip", "Harbor County HMIS")
    page = browser.get(reverse("exchange:run", args=[run.id])).content.decode()
    assert "Waiting for its turn" in page
    assert 'hx-trigger="every 1s"' in page
    assert "harbor.zip" in browser.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("left_out", "words"),
    [("upload", "Choose the file."), ("source_name", "Name the system that the file comes from.")],
)
def test_what_is_missing_is_said_at_its_field(
    browser: Browser, export: SimpleUploadedFile, left_out: str, words: str
) -> None:
    sent = {"upload": export, "source_name": "Harbor County HMIS"}
    sent.pop(left_out)
    assert browser.post(LIST, sent).context["form"].errors[left_out] == [words]


def test_a_file_over_the_limit_is_refused_before_it_is_kept(
    community: Community, browser: Browser, export: SimpleUploadedFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload_form, "LARGEST_UPLOAD", 100)
    form = browser.post(LIST, {"upload": export, "source_name": "Harbor"}).context["form"]
    assert "at most 100\xa0bytes can be uploaded" in form.errors["upload"][0]
    assert not uploads.import_runs(viewer_for(community.personas["hmis_lead"])).exists()


def test_a_run_that_is_over_is_not_asked_for_again(
    community: Community, browser: Browser, export: SimpleUploadedFile
) -> None:
    browser.post(LIST, {"upload": export, "source_name": "Harbor County HMIS"})
    run = uploads.import_runs(viewer_for(community.personas["hmis_lead"])).get()
    run.state, run.message = "failed", "The zip is damaged. Nothing was stored."
    run.save()
    page = browser.get(reverse("exchange:run", args=[run.id])).content.decode()
    assert "The zip is damaged. Nothing was stored." in page
    assert "hx-trigger=" not in page.partition("<main")[2]


def test_findings_are_listed_with_their_line(
    community: Community, browser: Browser, export: SimpleUploadedFile
) -> None:
    browser.post(LIST, {"upload": export, "source_name": "Harbor County HMIS"})
    run = uploads.import_runs(viewer_for(community.personas["hmis_lead"])).get()
    run.state = "done"
    run.counts = {"Exit": {"read": 1, "stored": 0, "refused": 1, "added": 0, "done": 0}}
    run.findings = [{"file": "Exit", "line": 17, "reason": "There is no such enrollment."}]
    run.save()
    page = browser.get(reverse("exchange:run", args=[run.id])).content.decode()
    assert "There is no such enrollment." in page
    assert ">17<" in page


@pytest.mark.parametrize("persona", ["intake_worker", "agency_manager", "reporting_only"])
def test_only_who_may_import_sees_imports(
    community: Community, browser_of: Callable[..., Browser], persona: str
) -> None:
    assert browser_of(community.personas[persona]).get(LIST).status_code == 403
