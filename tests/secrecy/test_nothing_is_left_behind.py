"""No name and no Social Security number lies in the clear in any file that a run left behind.

An instance of its own imports marked people (well, with refused rows, an unusable file, killed), exports them, reports
on them and is backed up; then every file of it is searched, and its temporary folder, and all that was said.

The database's folder holds names by design (the database is where they are kept; encrypt its disk), so it is left out
of the search for names. Social Security numbers are encrypted before they reach it, so they are searched for there too.
"""

import signal
import time
from pathlib import Path

import pytest

from tests.hand_made import Rows, client, enrollment, export_zip, household_of_two
from tests.instance import Instance
from tests.secrecy.search import files_with

pytestmark = pytest.mark.slow

NAME, NUMBER = "Quillfeather", "918273645"
MARKS = (NAME, NUMBER, "918-27-3645", "8273645")
NUMBERS = MARKS[1:]
_SECONDS = 300


def marked() -> Rows:
    rows = household_of_two()
    for row in rows["Client"]:
        row |= {"FirstName": NAME, "LastName": NAME, "SSN": NUMBER}
    return rows


def many() -> Rows:
    """Enough people that an import of them can be killed at its work."""
    rows = marked()
    for number in range(4, 20_000):
        rows["Client"].append(client(str(number), NAME, NAME, NUMBER, "1990-01-01"))
        rows["Enrollment"].append(enrollment(str(number), str(number), f"H{number}", 1))
    return rows


def refusable() -> Rows:
    """A row that cannot be stored, and values that do not fit their columns, all of marked people."""
    rows = marked()
    rows["Client"].append({**rows["Client"][0], "PersonalID": "9", "DOB": "no day", "SSN": f"{NUMBER}{NAME}"})
    rows["Enrollment"].append(enrollment("9", "nobody", "H9", 1))
    rows["Exit"][0]["EnrollmentID"] = "none"
    rows["Exit"][0]["OtherDestination"] = NAME
    return rows


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """The files that came: they hold everything in the clear, and are no file that a run left behind."""
    folder = tmp_path / "inputs"
    folder.mkdir()
    return folder


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    (tmp_path / "tmp").mkdir()
    return Instance(tmp_path / "data", {"TMPDIR": str(tmp_path / "tmp"), "HEARTH_BACKUP_KEY": "ab" * 32})


def test_no_file_left_behind_holds_a_name_or_a_number(
    tmp_path: Path, inputs: Path, instance: Instance
) -> None:
    said = [instance.hearth("import", export_zip(inputs / "good.zip", marked()), "--source", "Good")]
    said.append(instance.hearth("import", export_zip(inputs / "bad.zip", refusable()), "--source", "Bad"))
    cut = inputs / "cut.zip"
    cut.write_bytes((inputs / "good.zip").read_bytes()[:-500])
    said.append(instance.hearth("import", cut, status=2))
    kill_at_work(instance, export_zip(inputs / "many.zip", many()))

    said.append(instance.hearth("export", "--hash", "sha256", "--out", tmp_path / "data" / "hashed.zip"))
    period = ("--start", "2025-10-01", "--end", "2026-09-30")
    said.append(instance.hearth("report", "apr", *period, "--out", tmp_path / "data" / "apr"))
    said.append(instance.python(QUEUE.replace("EXPORT", str(inputs / "good.zip"))))
    work_off(instance)
    said.append(instance.hearth("backup", "--nightly"))
    (tmp_path / "data" / "said.txt").write_text("\n".join(said))

    waiting = list((tmp_path / "data" / "exports").iterdir())
    assert len(waiting) == 1
    # A file that was looked at waits for an answer: the upload, what was read of it, and what the checks found.
    [held] = (tmp_path / "data" / "spool").glob("*/staging")
    assert {each.name for each in held.parent.iterdir()} == {"upload", "staging"}
    assert list((tmp_path / "data" / "findings").iterdir())
    assert list((tmp_path / "data" / "files" / "report_runs").iterdir())
    assert list((tmp_path / "data" / "backups").iterdir())
    database = tmp_path / "data" / "postgres"
    assert database.is_dir()
    left = [tmp_path / "data", tmp_path / "tmp"]
    assert files_with(MARKS, left, but=[database]) == []
    assert files_with(NUMBERS, [database]) == []
    # The search finds what is there: the names in the database, and everything in a file that came.
    assert files_with([NAME], [database])
    assert files_with(MARKS[:2], [inputs])


# What a page would start: a preview that waits for an answer, an unhashed export that waits to be fetched, a report.
QUEUE = """
from pathlib import Path
from hearth.exchange import load, spool
held = load.new_run(source_name="Held", file_name="good.zip", account=None, is_dry_run=True)
spool.store(held.id, [Path("EXPORT").read_bytes()])
from procrastinate.contrib.django import app
from hearth.exchange.order import Order
from hearth.exchange.perform_export import new_run
from hearth.exchange.selection import Selection, project_ids_by_hud_id
from hearth.records.models import ReportRun
run = new_run(Order(Selection()), recipient="Example State", purpose="A test", account=None)
app.configure_task("export_file").defer(run_id=str(run.id))
app.configure_task("import_file").defer(run_id=str(held.id))
projects = [{"id": str(one), "name": "Harbor Bridge"} for one in project_ids_by_hud_id(["P1"]).values()]
asked = {"start": "2025-10-01", "end": "2026-09-30", "projects": projects}
report = ReportRun.objects.create(report="apr", specification="fy2026", parameters=asked)
app.configure_task("run_report").defer(run_id=str(report.id))
"""
STATES = """
from hearth.records.models import ExportRun, ReportRun
print(sorted({run.state for model in (ExportRun, ReportRun) for run in model.objects.all()}))
"""


def kill_at_work(instance: Instance, path: Path) -> None:
    """Kill an import while its files lie in the spool in the clear."""
    running = instance.start("import", path, "--source", "Many")
    deadline = time.monotonic() + _SECONDS
    while not files_with([NAME], [instance.data / "spool"]):
        assert running.poll() is None, "the import was over before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert files_with([NAME], [instance.data / "spool"])


def work_off(instance: Instance) -> None:
    """Let a worker do what waits, and stop it."""
    worker = instance.start("worker")
    try:
        deadline = time.monotonic() + _SECONDS
        while "['done']" not in (states := instance.python(STATES)):
            assert time.monotonic() < deadline, states
            time.sleep(1)
    finally:
        worker.terminate()
        worker.wait(timeout=_SECONDS)
