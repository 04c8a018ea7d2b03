"""The pages about imports, looked at by axe: in the dark, and at 400 % zoom, full of rows and long words."""

from typing import Any

import pytest
from playwright.sync_api import Page

from hearth.dataset.cleanups import CLEANUPS
from hearth.records import encryption
from hearth.records.models import ImportRun, ImportUndo, LikelyMatch, RefusedRow, Source
from tests.community import Community, add_client
from tests.conftest import Axe, Picture
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GROUP = "findings/?kind=refused&file=CurrentLivingSituation"
EDITED = {
    "file": "CurrentLivingSituation",
    "hud_id": "16494",
    "what": "correct_profile",
    "by": "Agency Manager Persona",
    "at": "2026-11-21T10:00:00+00:00",
}
LONG = "Northern and Southern Counties Homeless Management Information System of the Example State"


def _run(source: Source, state: str, **more: Any) -> ImportRun:
    count: dict[str, Any] = {
        "read": 16494,
        "stored": 16490,
        "refused": 4,
        "added": 0,
        "done": 16490,
        "new": 1204,
    }
    count |= {"changed": 9000, "same": 6286, "older": 12, "deleted": 2400, "live": 17686}
    count["samples"] = {"deleted": ["E1", "E2", "E3", "E4", "E5"], "changed": ["E9"]}
    found = [
        {
            "file": "CurrentLivingSituation",
            "line": line,
            "reason": "Not stored: no EnrollmentID 7.",
            "kind": "refused",
        }
        for line in range(2, 80)
    ]
    made: ImportRun = ImportRun.objects.create(
        source=source,
        file_name="northern-and-southern-counties-hmis-csv-export-2026-11-21.zip",
        state=state,
        counts=dict.fromkeys(("Client", "Enrollment", "CurrentLivingSituation"), count),
        findings=found,
        finding_totals={"refused": {"CurrentLivingSituation": 12345}},
        cleaned=[
            {
                "name": "one-head",
                "sentence": CLEANUPS["one-head"].sentence,
                "file": "Enrollment",
                "rows": rows,
                "samples": ["E1", "E2", "E3", "E4", "E5"][:rows],
            }
            for rows in (1204, 0)
        ],
        quality=[
            {
                "id": f"EVA-{number}",
                "sentence": "The head of household starts on or before every other member of the household.",
                "severity": "warning",
                "count": 1204,
                "samples": [
                    {"file": "CurrentLivingSituation", "line": 16494, "key": "7", "column": "LocationDetails"}
                ]
                * 3,
            }
            for number in range(13)
        ],
        message="1,204 rows were new.",
        **more,
    )
    return made


@pytest.fixture
def addresses(community: Community) -> list[str]:
    """Every page about imports, with much on it."""
    source = Source.objects.create(name=LONG)
    held, done = _run(source, "held"), _run(source, "done")
    running = _run(source, "running", step="Storing the rows", done_units=400, total_units=1000)
    for file_name in ("a.zip", "b.zip", "c.zip", "d.zip", "e.zip", "f.zip"):
        ImportRun.objects.create(source=source, file_name=file_name, state="failed", message="No zip.")
    sealed = encryption.encrypt('{"ExitID": "7"}', encryption.current_key(None))
    row = RefusedRow.objects.create(
        import_run=done,
        file="Exit",
        line=2,
        column="EnrollmentID",
        reason="No such stay.",
        row_encrypted=sealed,
    )
    undoing = _run(source, "done")
    for run, state, edited in ((done, "failed", [EDITED]), (undoing, "running", [])):
        ImportUndo.objects.create(
            import_run=run,
            state=state,
            edited=edited,
            message="1 row that this import wrote was edited since.",
            step="Putting the records back",
            done_units=400,
            total_units=1000,
        )
    rosa, rose = (add_client(community, name, "Example") for name in ("Rosa", "Rose"))
    LikelyMatch.objects.create(import_run=done, client=rose, other=rosa, reason="ssn")
    runs = [f"import/{one.pk}/" for one in (held, done, running, undoing)]
    of_done = (
        "undo/",
        "cancel/",
        "refused/",
        f"refused/{row.pk}/",
        "findings/?kind=refused&file=CurrentLivingSituation",
    )
    pages = [
        "import/",
        "import/new/",
        *runs,
        *(f"import/{done.pk}/{part}" for part in of_done),
        f"import/{running.pk}/cancel/",
        "sources/",
        "sources/matches/",
        f"sources/{source.pk}/",
        f"sources/{source.pk}/take-over/",
        f"sources/{source.pk}/give-back/",
    ]
    return [f"/data/{one}" for one in pages]


@pytest.mark.parametrize(("scheme", "width", "height"), [("dark", 1280, 900), ("light", 320, 640)])
def test_every_page_about_imports_is_accessible(
    page: Page, addresses: list[str], axe: Axe, picture: Picture, scheme: Any, width: int, height: int
) -> None:
    sign_in(page, "hmis_lead")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": height})
    for number, address in enumerate(addresses):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        axe(page)
        picture(page, f"imports-{scheme}-{width}-{number:02}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
