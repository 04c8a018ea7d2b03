"""What no honest system sends is refused with one line, and takes little memory whatever its size."""

import json
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hearth.dataset import UnusableInput, open_dataset, open_with_faults, receive
from hearth.dataset.conftest import Export, Zipped, csv_text
from hearth.hud.standard import standard

HEADER = ",".join(column.name for column in standard().files["Client"].columns)
MOST_MEMORY = 500 * 1024**2
MEGABYTE = 1024**2


def refusal(path: Path) -> str:
    """Give the line with which the path is refused, both for a report and for a quality check."""
    lines = set()
    for opened in (open_dataset, open_with_faults):
        with pytest.raises(UnusableInput) as refused:
            opened([path])
        lines.add(str(refused.value))
    assert len(lines) == 1, lines
    (line,) = lines
    assert "\n" not in line and len(line) < 200
    return line


def patched(path: Path, offset_in_directory: int, offset_in_member: int, value: bytes) -> Path:
    """Change what a zip says of its first member, in its directory and before the member itself."""
    content = bytearray(path.read_bytes())
    for start, offset in (
        (content.index(b"PK\x01\x02"), offset_in_directory),
        (content.index(b"PK\x03\x04"), offset_in_member),
    ):
        content[start + offset : start + offset + len(value)] = value
    path.write_bytes(content)
    return path


def test_a_member_that_claims_gigabytes_is_refused_before_anything_is_unpacked(
    export: Export, zipped: Zipped
) -> None:
    path = patched(zipped(export()), 24, 22, struct.pack("<I", 0xFFFFFFF0))
    assert refusal(path) == "export.zip: says that it unpacks to far more than an export holds."


def test_a_bomb_of_zeros_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("Client.csv", "w") as member,
    ):
        for _ in range(60):
            member.write(b"0" * MEGABYTE)
    assert refusal(path) == "bomb.zip: says that it unpacks to far more than an export holds."


def test_a_bomb_that_claims_to_be_small_is_not_unpacked_beyond_its_claim(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Client.csv", b"0" * 60 * MEGABYTE)
    assert refusal(patched(path, 24, 22, struct.pack("<I", 1000))) == (
        "bomb.zip: the zip is damaged or cut short."
    )


def test_members_are_counted_together(
    export: Export, zipped: Zipped, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receive, "RATIO_MATTERS_ABOVE", 150_000)
    many = dict.fromkeys(("Client", "Enrollment", "Exit"), "0" * 100_000)
    assert "far more than an export holds" in refusal(zipped(export(**many)))


def test_an_encrypted_zip_is_refused(export: Export, zipped: Zipped) -> None:
    path = patched(zipped(export()), 8, 6, b"\x01\x00")
    assert refusal(path) == "export.zip: the zip is encrypted or compressed in a way that cannot be read."


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "link.zip"
    with zipfile.ZipFile(path, "w") as archive:
        member = zipfile.ZipInfo("Client.csv")
        member.external_attr = 0o120777 << 16
        archive.writestr(member, "/etc/passwd")
    assert refusal(path) == "link.zip: unsafe, Client.csv in it is a link to another file."


def test_a_link_that_leads_out_of_a_folder_is_refused(export: Export, tmp_path: Path) -> None:
    folder = export(Client=None)
    secret = tmp_path / "secret"
    secret.write_text("not for you")
    (folder / "Client.csv").symlink_to(secret)
    assert refusal(folder) == "export: unsafe, Client.csv is a link to a file elsewhere."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"A\0B\n", "Client.csv line 3: holds a NUL byte, so it is no UTF-8 text."),
        ("Muñoz\n".encode("utf-16"), "Client.csv line 3: holds a NUL byte, so it is no UTF-8 text."),
        (b"A,\xed\xa0\x80\n", "Client.csv line 3: holds half a character (a lone surrogate)."),
        (b"A,\x81\n", "Client.csv line 3: is neither UTF-8 nor Windows-1252 text."),
    ],
    ids=["NUL", "UTF-16", "lone surrogate", "neither encoding"],
)
def test_what_is_no_text_is_refused_with_its_line(export: Export, content: bytes, words: str) -> None:
    path = export(Client=csv_text("Client", {"PersonalID": "A"}).encode() + content)
    assert refusal(path) == words


def test_a_header_of_thousands_of_columns_is_refused(export: Export) -> None:
    text = HEADER + "".join(f",x{number}" for number in range(2000)) + "\n"
    assert refusal(export(Client=text)) == "Client.csv has 2,038 columns, HUD's has 38."


def test_what_a_spreadsheet_would_run_is_kept_as_it_came(export: Export) -> None:
    text = csv_text("Client", {"PersonalID": "=1+1", "AdditionalRaceEthnicity": '=HYPERLINK("http://x")'})
    with open_dataset([export(Client=text)]) as dataset:
        assert dataset.connection.execute(
            "select PersonalID, AdditionalRaceEthnicity from Client"
        ).fetchall() == [("=1+1", '=HYPERLINK("http://x")')]


# The kernel's VmHWM and not ru_maxrss: a process that pytest starts inherits the latter from pytest itself.
_MEASURED = r"""
import json, re, resource, sys
from pathlib import Path
from hearth.dataset import UnusableInput, open_dataset, open_with_faults
resource.setrlimit(resource.RLIMIT_AS, (6 * 1024**3,) * 2)
for opened in (open_dataset, open_with_faults):
    said = ""
    try:
        with opened([Path(sys.argv[1])]) as dataset:
            said = f"{len(dataset.findings)} findings"
    except UnusableInput as reason:
        said = str(reason)
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    print(json.dumps([said, int(peak[1]) * 1024]))
"""


def measured(path: Path) -> tuple[list[str], int]:
    """Open the path in a process of its own; give what was said and the most memory that was used."""
    command = [sys.executable, "-c", _MEASURED, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return [said for said, _ in answers], max(used for _, used in answers)


def one_cell() -> Iterator[bytes]:
    yield f"{HEADER}\nA,".encode()
    yield from (b"x" * MEGABYTE for _ in range(300))


def one_cell_of_lines() -> Iterator[bytes]:
    yield f'{HEADER}\nA,"'.encode()
    yield from ((b"x" * 99 + b"\n") * 10_000 for _ in range(300))


def columns_without_end() -> Iterator[bytes]:
    yield f"{HEADER}\nA".encode()
    yield from (b"," * MEGABYTE for _ in range(300))


def columns_over_many_lines() -> Iterator[bytes]:
    yield f'{HEADER}\n"A'.encode()
    yield from (b'\n","' * 250_000 for _ in range(100))


def wide_columns_over_many_lines() -> Iterator[bytes]:
    yield f'{HEADER}\n"A'.encode()
    yield from ((b'\n"' + b"," * 40 + b'"') * 25_000 for _ in range(100))


def rows_of_half_a_million_columns() -> Iterator[bytes]:
    yield f"{HEADER}\n".encode()
    yield from (b"x," * (MEGABYTE // 2 - 1) + b"\n" for _ in range(20))


def header_without_end() -> Iterator[bytes]:
    yield from (b"PersonalID," * 100_000 for _ in range(300))


def only_line_ends() -> Iterator[bytes]:
    yield f"{HEADER}\n".encode()
    yield from (b"\n" * MEGABYTE for _ in range(2))


def nothing_but_zeros() -> Iterator[bytes]:
    yield f"{HEADER}\n".encode()


def rows_of_any_width() -> Iterator[bytes]:
    yield f"{HEADER}\n".encode()
    yield from (b"A,B\nA,B,C\n" * 10_000 for _ in range(20))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "report", "check"),
    [
        (one_cell, "Client.csv line 2: is longer than 1,048,576 characters.", ""),
        (one_cell_of_lines, "a quotation mark before it is never closed.", ""),
        (columns_without_end, "Client.csv line 2: is longer than 1,048,576 characters.", ""),
        (columns_over_many_lines, "a quotation mark before it is never closed.", ""),
        (wide_columns_over_many_lines, "a quotation mark before it is never closed.", ""),
        (rows_of_half_a_million_columns, "has 524,288 columns, the header 38 (and 19 more", "39 findings"),
        (header_without_end, "Client.csv line 1: is longer than 1,048,576 characters.", ""),
        (nothing_but_zeros, "Client.csv line 2: holds a NUL byte, so it is no UTF-8 text.", ""),
        (only_line_ends, "0 findings", "19 findings"),
        (
            rows_of_any_width,
            "Client.csv line 2: has 2 columns, the header 38 (and 999 more",
            "100019 findings",
        ),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_memory_is_bounded(
    export: Export, content: Callable[[], Iterator[bytes]], report: str, check: str
) -> None:
    path = export(Client=None)
    with (path / "Client.csv").open("wb") as out:
        for block in content():
            out.write(block)
        if content is nothing_but_zeros:
            out.truncate(10 * 1024**3)
    said, used = measured(path)
    assert report in said[0]
    assert (check or report) in said[1]
    assert used < MOST_MEMORY
