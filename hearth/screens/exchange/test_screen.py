from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse

from hearth.exchange import uploads
from hearth.records import guard
from hearth.records.models import Client, ImportRun, Source
from hearth.screens.exchange import form as upload_form
from tests.community import Community, viewer_for
from tests.hand_made import export_zip, household_of_two

LIST, NEW = "/data/import/", "/data/import/new/"
SENT = {"new_source": "Harbor County HMIS", "first": "import"}


@pytest.fixture
def export(tmp_path: Any) -> SimpleUploadedFile:
    content = export_zip(tmp_path / "export.zip", household_of_two()).read_bytes()
    return SimpleUploadedFile("harbor.zip", content, "application/zip")


def runs_of(community: Community) -> Any:
    return uploads.import_runs(viewer_for(community.personas["hmis_lead"]))


def page_of(browser: Browser, run: ImportRun) -> str:
    return browser.get(reverse("exchange:run", args=[run.id])).content.decode()


def test_an_upload_waits_in_the_spool_and_its_run_is_shown(
    community: Community, browser: Browser, export: SimpleUploadedFile
) -> None:
    response = browser.post(NEW, {"upload": export, **SENT})
    [run] = runs_of(community)
    assert response.headers["Location"] == reverse("exchange:run", args=[run.id])
    assert (run.file_name, run.source.name) == ("harbor.zip", "Harbor County HMIS")
    page = page_of(browser, run)
    assert "Waiting for its turn" in page
    assert 'hx-trigger="every 1s"' in page
    assert "harbor.zip" in browser.get(LIST).content.decode()


def test_a_known_source_is_chosen_and_not_typed(
    community: Community, browser: Browser, export: SimpleUploadedFile, vendor: Source
) -> None:
    browser.post(NEW, {"upload": export, "source": str(vendor.pk), "first": "import"})
    assert runs_of(community).get().source == vendor


def test_a_known_source_typed_again_in_other_letters_is_not_made_twice(
    browser: Browser, export: SimpleUploadedFile, vendor: Source
) -> None:
    sent = {"upload": export, "source": "new", "new_source": "harbor county hmis", "first": "import"}
    errors = browser.post(NEW, sent).context["form"].errors
    assert errors["new_source"] == ["Harbor County HMIS is known already: choose it above."]


def test_a_source_that_was_taken_over_is_not_offered(browser: Browser, vendor: Source) -> None:
    assert "Harbor County HMIS" in browser.get(NEW).content.decode().partition("<form method=")[2]
    Source.objects.update(taken_over_by_hand=True)
    form = browser.get(NEW).context["form"]
    assert "source" not in form.fields


def test_the_programs_to_take_are_read_from_lines_and_commas(
    community: Community, browser: Browser, export: SimpleUploadedFile
) -> None:
    browser.post(NEW, {"upload": export, **SENT, "projects": " P1, P2\nP1\n"})
    assert runs_of(community).get().project_ids == ["P1", "P2"]


def test_what_is_put_right_is_chosen_by_name_and_nothing_is_by_itself(
    community: Community, browser: Browser, export: SimpleUploadedFile
) -> None:
    browser.post(NEW, {"upload": export, **SENT, "cleanups": ["move-in", "one-head"]})
    run = runs_of(community).get()
    assert run.cleanups == ["move-in", "one-head"]
    uploads.cancel_import(viewer_for(community.personas["hmis_lead"]), run.id)
    export.seek(0)
    browser.post(NEW, {"upload": export, "source": str(run.source_id), "first": "import"})
    assert runs_of(community).exclude(pk=run.pk).get().cleanups == []
    errors = browser.post(NEW, {"upload": export, **SENT, "cleanups": ["tidy"]}).context["form"].errors
    assert "cleanups" in errors


@pytest.mark.parametrize(
    ("left_out", "words"),
    [("upload", "Choose the file."), ("new_source", "Name the system that the file comes from.")],
)
def test_what_is_missing_is_said_at_its_field(
    browser: Browser, export: SimpleUploadedFile, left_out: str, words: str
) -> None:
    sent = {"upload": export, **SENT}
    sent.pop(left_out)
    assert browser.post(NEW, sent).context["form"].errors[left_out] == [words]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"Dear HMIS lead, this is no zip.", "This is no zip file."),
        (b"PK\x03\x04 and then nothing", "This zip is damaged or cut short."),
    ],
)
def test_what_is_no_whole_zip_is_said_before_it_is_kept(
    community: Community, browser: Browser, content: bytes, words: str
) -> None:
    sent = {"upload": SimpleUploadedFile("letter.zip", content, "application/zip"), **SENT}
    assert browser.post(NEW, sent).context["form"].errors["upload"][0].startswith(words)
    assert not runs_of(community).exists()


def test_a_file_over_the_limit_is_refused_before_it_is_kept(
    community: Community, browser: Browser, export: SimpleUploadedFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload_form, "LARGEST_UPLOAD", 100)
    form = browser.post(NEW, {"upload": export, **SENT}).context["form"]
    assert "at most 100\xa0bytes can be uploaded" in form.errors["upload"][0]
    assert not runs_of(community).exists()


def test_a_run_that_is_over_is_not_asked_for_again(browser: Browser, vendor: Source) -> None:
    words = "The zip is damaged. Nothing was stored."
    run = ImportRun.objects.create(source=vendor, file_name="a.zip", state="failed", message=words)
    page = page_of(browser, run)
    assert words in page
    assert "hx-trigger=" not in page.partition("<main")[2]


def test_files_without_rows_and_columns_without_numbers_are_not_in_the_table(
    browser: Browser, vendor: Source
) -> None:
    counts = {
        "Client": {"read": 3, "stored": 3, "refused": 0, "added": 0, "done": 3, "new": 1, "same": 2},
        "Exit": {"read": 0, "stored": 0, "refused": 0, "added": 0, "done": 0},
    }
    run = ImportRun.objects.create(source=vendor, file_name="a.zip", state="done", counts=counts)
    shown = browser.get(reverse("exchange:run", args=[run.id])).context["counted"]
    assert shown.columns == ["Read", "New", "The same", "Refused"]
    assert [(one.file, values) for one, values in shown.rows] == [("Client", [3, 1, 2, 0])]
    assert shown.without_rows == ["Exit"]


def test_the_list_shows_the_imports_of_one_source_or_in_one_state(
    community: Community, browser: Browser, vendor: Source
) -> None:
    ImportRun.objects.create(source=vendor, file_name="harbor.zip", state="done")
    ImportRun.objects.create(source=community.source, file_name="other.zip", state="failed")
    for asked, shown in (
        (f"?source={vendor.pk}", ["harbor.zip"]),
        ("?state=failed", ["other.zip"]),
        ("?state=undone", []),
        ("?state=nonsense&source=1", ["other.zip", "harbor.zip"]),
    ):
        page = browser.get(LIST + asked).context["page"]
        assert [run.file_name for run in page] == shown, asked


@pytest.mark.django_db(transaction=True)
def test_a_file_that_was_looked_at_is_imported_without_sending_it_again(
    community: Community, browser: Browser, export: SimpleUploadedFile
) -> None:
    browser.post(NEW, {"upload": export, "new_source": "Harbor County HMIS", "first": "preview"})
    run = runs_of(community).get()
    uploads.perform_import(run.id)
    run.refresh_from_db()
    assert (run.state, run.counts["Client"]["new"]) == ("held", 3)
    assert "Import now" in page_of(browser, run)
    assert not guard.everything(Client, "test").filter(source=run.source).exists()
    browser.post(reverse("exchange:answer", args=[run.id]), {"do": "agree"})
    uploads.perform_import(run.id)
    run.refresh_from_db()
    assert (run.state, run.is_dry_run) == ("done", False)
    assert guard.everything(Client, "test").filter(source=run.source).count() == 3


@pytest.mark.django_db(transaction=True)
def test_a_file_that_nobody_agrees_to_leaves_nothing_behind(
    community: Community, browser: Browser, export: SimpleUploadedFile, settings: Any
) -> None:
    browser.post(NEW, {"upload": export, "new_source": "Harbor County HMIS", "first": "preview"})
    run = runs_of(community).get()
    uploads.perform_import(run.id)
    browser.post(reverse("exchange:answer", args=[run.id]), {"do": "refuse"})
    run.refresh_from_db()
    assert run.state == "failed"
    assert not list((settings.DATA / "spool").iterdir())


@pytest.mark.parametrize("persona", ["intake_worker", "agency_manager", "reporting_only"])
@pytest.mark.parametrize("address", [LIST, NEW, "/data/sources/"])
def test_only_who_may_import_sees_imports(
    community: Community, browser_of: Callable[..., Browser], persona: str, address: str
) -> None:
    assert browser_of(community.personas[persona]).get(address).status_code == 403
