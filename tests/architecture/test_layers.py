"""The layers: what import-linter's contracts cannot say is said here, and that they are kept."""

import subprocess
import sys
from pathlib import Path

import pytest

from hearth.site.environment import CHECKOUT
from tests.architecture.source import files, imports, is_test, shown


@pytest.mark.slow
def test_every_import_contract_is_kept() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    command = [str(program), "--no-cache", "--config", str(CHECKOUT / ".importlinter")]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_standard_needs_the_standard_library_only() -> None:
    foreign = [
        f"{shown(path)}:{line} imports {name}"
        for path in files(".py", "hearth/hud/")
        if not is_test(path)
        for line, name in imports(path)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("hearth.hud")
    ]
    assert not foreign


def test_no_screens_folder_imports_another() -> None:
    folders = {
        path.parent.name for path in files("", "hearth/screens/") if path.parent.parent.name == "screens"
    }
    crossing = [
        f"{shown(path)}:{line} imports {name}"
        for path in files(".py", "hearth/screens/")
        if path.parent.name in folders and not is_test(path)
        for line, name in imports(path)
        if name.startswith("hearth.screens.")
        if name.split(".")[2] in folders - {path.parent.name}
    ]
    assert not crossing


@pytest.mark.parametrize("layer", ["screens", "jobs", "demo", "library", "api"])
def test_records_are_reached_through_the_layers_between(layer: str) -> None:
    direct = [
        f"{shown(path)}:{line} imports {name}"
        for path in files(".py", f"hearth/{layer}/")
        if not is_test(path)
        for line, name in imports(path)
        if name.startswith(("hearth.records", "hearth.site"))
    ]
    assert not direct


def test_screens_start_jobs_by_name() -> None:
    direct = [
        f"{shown(path)}:{line}"
        for path in files(".py", "hearth/screens/")
        for line, name in imports(path)
        if name.startswith("hearth.jobs")
    ]
    assert not direct


def test_a_report_over_csv_files_loads_neither_django_nor_a_database_driver() -> None:
    program = (
        "import sys; from hearth.site.cli import main; main(['report', 'apr', '--from-csv', '/nowhere.zip', "
        "'--start', '2024-10-01', '--end', '2025-09-30', '--out', '/nowhere']); "
        "print(sorted({'django', 'psycopg', 'procrastinate'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
