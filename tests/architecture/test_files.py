"""House habits about files: short, named for what is in them, and free of what belongs to one machine."""

import re

import pytest

from tests.architecture.source import files, is_test, shown

LONGEST = 400
LONGEST_FUNCTION = 60
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base", "shared", "stuff"}
# Django looks for a database's module under this name.
NAMED_BY_DJANGO = {"hearth/records/database/base.py"}
GENERATED = re.compile(r"hearth/records/(fields|migrations)/")


def test_no_source_file_is_longer_than_400_lines() -> None:
    long = {
        shown(path): lines
        for suffix in (".py", ".html", ".sql", ".js")
        for path in files(suffix)
        if not GENERATED.match(shown(path))
        if (lines := path.read_text(encoding="utf-8").count("\n")) > LONGEST
    }
    assert not long


def test_no_module_or_folder_has_a_vague_name() -> None:
    vague = [shown(path) for path in files(".py", "hearth/") if VAGUE & {*path.parts, path.stem}]
    assert set(vague) <= NAMED_BY_DJANGO


def test_no_file_names_a_path_of_one_machine() -> None:
    # Put together here, or this file would name it.
    paths = re.compile(
        "|".join(re.escape(part) for part in ("/" + "work/", "/" + "root/", "/home/" + "runner"))
    )
    naming = [
        f"{shown(path)}:{number}"
        for path in files()
        if path.suffix not in {".png", ".zip", ".ico", ".woff2"}
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if paths.search(line)
    ]
    assert not naming


@pytest.mark.parametrize(
    "path", [p for p in files() if p.parent.name == "requirements"], ids=lambda p: p.name
)
def test_no_lock_holds_a_download_address(path) -> None:  # type: ignore[no-untyped-def]
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", path.read_text())


def test_the_front_end_lock_holds_no_download_address() -> None:
    lock = next(path for path in files(".json") if path.name == "package-lock.json").read_text()
    assert '"resolved"' not in lock


def test_every_pinned_requirement_has_a_hash() -> None:
    for path in files(".txt", "requirements/"):
        text = path.read_text().replace("\\\n", " ")
        bare = [
            line for line in text.splitlines() if re.match(r"[a-z0-9]", line) and "--hash=sha256:" not in line
        ]
        assert not bare, shown(path)


def test_nothing_is_left_to_do_in_the_source() -> None:
    words = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    left = [
        f"{shown(path)}:{number}"
        for suffix in (".py", ".html", ".sql", ".js", ".css")
        for path in files(suffix)
        if not is_test(path)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if words.search(line)
    ]
    assert not left
