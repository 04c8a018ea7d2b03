"""What can be done with an import that was made: read its findings, mend refused rows, undo it, look at matches."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client as Browser
from django.urls import reverse

from hearth.exchange import load
from hearth.records import encryption, guard
from hearth.records.models import Client, ImportRun, LikelyMatch, RefusedRow, Source
from hearth.records.write import change
from tests.community import Community, add_client
from tests.hand_made import export_zip, household_of_two

pytestmark = pytest.mark.django_db(transaction=True)


def address(name: str, *args: Any) -> str:
    return reverse(f"exchange:{name}", args=args)


def imported(tmp_path: Any) -> ImportRun:
    run = load.new_run(source_name="Harbor County HMIS", file_name="harbor.zip", account=None)
    load.perform(run, export_zip(tmp_path / "harbor.zip", household_of_two()))
    return run


def test_findings_are_grouped_by_kind_and_file_and_a_group_lists_its_lines(
    browser: Browser, vendor: Source
) -> None:
    found = [
        {"file": "Exit", "line": line, "reason": f"Reason {line}.", "kind": "refused"}
        for line in range(70, 1, -1)
    ]
    found.append({"file": "User", "line": None, "reason": "U9 was added.", "kind": "added"})
    run = ImportRun.objects.create(source=vendor, file_name="a.zip", state="done", findings=found)
    groups = browser.get(address("run", run.id)).context["findings"]
    assert [(group.file, len(group.lines)) for group in groups] == [("Exit", 69), ("User", 1)]
    assert [one["line"] for one in groups[0].samples] == [2, 3, 4]
    lines = browser.get(address("findings", run.id) + "?kind=refused&file=Exit&page=2").content.decode()
    assert "Reason 70." in lines
    assert ">70<" in lines
    assert browser.get(address("findings", run.id) + "?kind=refused&file=Client").status_code == 404


def test_the_quality_checks_are_one_group_gravest_first_with_their_files(
    browser: Browser, vendor: Source
) -> None:
    found = [
        {"file": "Exit", "line": 9, "reason": "High. Not so: 2 (A-1).", "kind": "quality"},
        {"file": "Client", "line": 2, "reason": "Low. Not so: 5 (A-2).", "kind": "quality"},
    ]
    run = ImportRun.objects.create(source=vendor, file_name="a.zip", state="held", findings=found)
    [group] = browser.get(address("run", run.id)).context["findings"]
    assert [one["file"] for one in group.lines] == ["Exit", "Client"]
    page = browser.get(address("findings", run.id) + "?kind=quality&file=").content.decode()
    assert "<td>Client</td>" in page


def test_refused_rows_are_listed_by_file_and_sent_as_csv(browser: Browser, vendor: Source) -> None:
    counts = {
        name: {"read": 1, "stored": 0, "refused": 1, "added": 0, "done": 0} for name in ("Exit", "Event")
    }
    run = ImportRun.objects.create(source=vendor, file_name="a.zip", state="done", counts=counts)
    under = encryption.current_key(None)
    for file in counts:
        RefusedRow.objects.create(
            import_run=run,
            file=file,
            line=2,
            column=f"{file}ID",
            reason=f"No {file}.",
            row_encrypted=encryption.encrypt("{}", under),
        )
    page = browser.get(address("refused", run.id) + "?file=Exit").content.decode()
    assert "No Exit." in page
    assert "No Event." not in page
    answer = browser.get(address("refused_csv", run.id))
    assert answer["Content-Disposition"].endswith('.csv"')
    assert b"No Event." in b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_a_row_is_mended_under_the_import_that_refused_it_only(browser: Browser, vendor: Source) -> None:
    run = ImportRun.objects.create(source=vendor, file_name="a.zip", state="done")
    other = ImportRun.objects.create(source=vendor, file_name="b.zip", state="done")
    row = RefusedRow.objects.create(
        import_run=run,
        file="Exit",
        line=2,
        column="EnrollmentID",
        reason="There is no such enrollment.",
        row_encrypted=encryption.encrypt('{"ExitID": "7"}', encryption.current_key(None)),
    )
    assert browser.get(address("mend", other.id, row.pk)).status_code == 404
    form = browser.get(address("mend", run.id, row.pk)).context["form"]
    assert [field.name for field in form.faulty] == ["EnrollmentID"]
    assert [field.name for field in form.filled] == ["ExitID"]


def test_an_import_is_undone_after_the_page_said_what_that_means(
    community: Community, browser: Browser, tmp_path: Any
) -> None:
    run = imported(tmp_path)
    page = browser.get(address("undo", run.id)).content.decode()
    assert "12 records that it brought are taken out" in page
    assert browser.post(address("undo", run.id))["Location"] == address("run", run.id)
    assert "was taken out again" in browser.get(address("run", run.id)).content.decode()
    assert browser.get(address("undo", run.id)).status_code == 302


def test_what_was_edited_since_is_listed_and_nothing_is_undone(
    community: Community, browser: Browser, tmp_path: Any
) -> None:
    run = imported(tmp_path)
    with change(by=community.personas["agency_manager"], action="correct_profile"):
        guard.everything(Client, "test").filter(hud_id="1", source=run.source).update(first_name="Annie")
    page = browser.post(address("undo", run.id)).content.decode()
    for words in ("This import cannot be undone", "Client 1", "Correct profile", "Agency Manager Persona"):
        assert words in page, words
    run.refresh_from_db()
    assert run.undone_at is None


def test_cancelling_is_asked_first_and_ends_a_waiting_import(browser: Browser, vendor: Source) -> None:
    run = ImportRun.objects.create(source=vendor, file_name="a.zip")
    assert "nothing of it is stored" in browser.get(address("cancel", run.id)).content.decode()
    run.refresh_from_db()
    assert run.state == "waiting"
    browser.post(address("cancel", run.id))
    run.refresh_from_db()
    assert run.state == "failed"
    assert "Cancelled" in browser.get(address("run", run.id)).content.decode()


def test_starting_again_without_the_upload_says_to_send_it_again(browser: Browser, vendor: Source) -> None:
    run = ImportRun.objects.create(source=vendor, file_name="a.zip", state="failed")
    answer = browser.post(address("restart", run.id))
    said = [str(one) for one in get_messages(answer.wsgi_request)]
    assert said == ["Its upload is gone; send the file again."]


def test_how_clients_are_recognised_is_kept_with_the_source(browser: Browser, vendor: Source) -> None:
    browser.post(address("matching", vendor.pk), {"mode": "full"})
    vendor.refresh_from_db()
    assert vendor.matching == "full"
    browser.post(address("matching", vendor.pk), {"mode": "guess"})
    vendor.refresh_from_db()
    assert vendor.matching == "full"


def test_likely_matches_show_both_and_go_when_they_are_different_people(
    community: Community, browser: Browser, vendor: Source
) -> None:
    rosa = add_client(community, "Rosa", "Example")
    twin = add_client(community, "Rose", "Example")
    with change(by=None, action="import"):
        twin.source = vendor
        twin.save()
    run = ImportRun.objects.create(source=vendor, file_name="a.zip", state="done")
    pair = LikelyMatch.objects.create(import_run=run, client=twin, other=rosa, reason="name_and_dob")
    page = browser.get(address("matches")).content.decode()
    for words in ("Rosa Example", "Rose Example", "Last name and birth date are the same"):
        assert words in page, words
    assert "1 likely match" in browser.get(address("source", vendor.pk)).content.decode()
    browser.post(address("different", pair.pk))
    assert "Nobody to look at" in browser.get(address("matches")).content.decode()
