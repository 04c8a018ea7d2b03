"""What can be done with an import that was made: read its findings, mend refused rows, undo it, look at matches."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client as Browser
from django.urls import reverse

from hearth.exchange import load, undo
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


def test_a_list_of_findings_that_is_cut_says_so(browser: Browser, vendor: Source) -> None:
    found = [
        {"file": file, "line": line, "reason": f"Reason {line}.", "kind": "refused"}
        for file in ("Exit", "Event")
        for line in range(2, 5)
    ]
    run = ImportRun.objects.create(
        source=vendor,
        file_name="a.zip",
        state="done",
        findings=found,
        finding_totals={"refused": {"Exit": 12345, "Event": None}},
    )
    page = browser.get(address("run", run.id)).content.decode()
    assert ">12,345<" in page
    assert ">over 3<" in page
    lines = browser.get(address("findings", run.id) + "?kind=refused&file=Exit").content.decode()
    assert "These are the first 3 lines of 12,345." in lines
    lines = browser.get(address("findings", run.id) + "?kind=refused&file=Event").content.decode()
    assert "These are the first 3 lines. There are more." in lines


def test_what_the_quality_checks_found_is_shown_with_its_places_after_the_import(
    browser: Browser, vendor: Source, settings: Any
) -> None:
    place = {"file": "Client", "line": 2, "key": "1", "column": "SSN"}
    quality = [
        {
            "id": f"A-{number}",
            "sentence": f"Sentence {number}.",
            "severity": "high",
            "count": 7,
            "samples": [place],
        }
        for number in range(12)
    ]
    run = ImportRun.objects.create(source=vendor, file_name="a.zip", state="done", quality=quality)
    page = browser.get(address("run", run.id)).content.decode()
    assert page.index("Sentence 9.") < page.index("2 more checks") < page.index("Sentence 10.")
    assert "Client line 2, SSN · and 6 more" in page
    assert "Download the whole list" not in page
    assert browser.get(address("checks_csv", run.id)).status_code == 404


def test_the_whole_list_of_the_checks_is_sent_while_it_is_kept(
    community: Community, browser: Browser, tmp_path: Any
) -> None:
    run = load.new_run(source_name="Harbor County HMIS", file_name="a.zip", account=None, is_dry_run=True)
    load.perform(run, export_zip(tmp_path / "harbor.zip", household_of_two()))
    assert "Download the whole list" in browser.get(address("run", run.id)).content.decode()
    sent = b"".join(browser.get(address("checks_csv", run.id)).streaming_content)  # type: ignore[attr-defined]
    assert sent.startswith(b"check,severity,issue,file,key")
    for clear in (b"Anne", b"Example", b"123456789"):
        assert clear not in sent


def test_what_was_put_right_is_listed_also_where_it_is_nothing(browser: Browser, vendor: Source) -> None:
    cleaned = [
        {"name": "move-in", "sentence": "A move-in.", "file": "Enrollment", "rows": 0, "samples": []},
        {"name": "x", "sentence": "A total.", "file": "IncomeBenefits", "rows": 1200, "samples": ["7", "8"]},
    ]
    run = ImportRun.objects.create(source=vendor, file_name="a.zip", state="held", cleaned=cleaned)
    page = browser.get(address("run", run.id)).content.decode()
    for words in ("A move-in.", "IncomeBenefits: 7, 8 and 1,198 more", ">1,200<"):
        assert words in page, words


def test_the_mend_form_says_what_must_be_there_and_offers_the_codes(browser: Browser, vendor: Source) -> None:
    run = ImportRun.objects.create(source=vendor, file_name="a.zip", state="done")
    row = RefusedRow.objects.create(
        import_run=run,
        file="Services",
        line=2,
        column="RecordType",
        reason="It is empty.",
        row_encrypted=encryption.encrypt(
            '{"ServicesID": "7", "RecordType": 144, "TypeProvided": 77}', encryption.current_key(None)
        ),
    )
    fields = browser.get(address("mend", run.id, row.pk)).context["form"].fields
    assert [name for name, one in fields.items() if not one.required][:2] == [
        "OtherTypeProvided",
        "MovingOnOtherType",
    ]
    assert ("144", "144: SSVF service") in fields["RecordType"].choices
    assert fields["TypeProvided"].choices[-1] == ("77", "77: not in HUD's list")
    sent = browser.post(address("mend", run.id, row.pk), {"ServicesID": "7", "RecordType": "9999"})
    errors = sent.context["form"].errors
    assert errors["EnrollmentID"] == ["Without it the row cannot be stored."]
    assert "RecordType" in errors
    assert "DateUpdated" not in errors


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
    # What must be there is not hidden among what is empty.
    assert [field.name for field in form.filled] == ["ExitID", "PersonalID", "ExitDate"]
    assert "Destination" in [field.name for field in form.empty]


def test_an_import_is_undone_after_the_page_said_what_that_means(
    community: Community, browser: Browser, tmp_path: Any
) -> None:
    run = imported(tmp_path)
    page = browser.get(address("undo", run.id)).content.decode()
    assert "12 records that it brought are taken out" in page
    assert browser.post(address("undo", run.id))["Location"] == address("run", run.id)
    assert "The undo waits for its turn" in browser.get(address("run", run.id)).content.decode()
    assert browser.get(address("undo", run.id)).status_code == 302
    undo.perform_undo(run.undos.get().id)
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


def test_what_stood_in_the_way_of_a_large_undo_is_told_when_the_worker_found_it(
    community: Community, browser: Browser, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo, "MOST_CHECKED_AT_ONCE", 5)
    run = imported(tmp_path)
    with change(by=community.personas["agency_manager"], action="correct_profile"):
        guard.everything(Client, "test").filter(hud_id="1", source=run.source).update(first_name="Annie")
    browser.post(address("undo", run.id))
    undo.perform_undo(run.undos.get().id)

    page = browser.get(address("run", run.id)).content.decode()
    assert "This import was not undone" in page
    assert "1 rows that this import wrote were edited since: Client 1" in page
    page = browser.get(address("undo", run.id)).content.decode()
    for words in (
        "This import could not be undone",
        "Correct profile",
        "Agency Manager Persona",
        "Undo this import",
    ):
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
    answer = browser.post(address("same", pair.pk))
    assert "One person or two?" in browser.get(answer["Location"]).content.decode()
    browser.post(address("different", pair.pk))
    assert "Nobody to look at" in browser.get(address("matches")).content.decode()
