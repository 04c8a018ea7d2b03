"""What a file is, is seen from what it holds."""

import io
import zipfile

import pytest

from hearth.actions.file_type import type_of
from hearth.actions.refusal import NotDone
from hearth.records.setting import DEFAULTS

ALLOWED = DEFAULTS["file_types"]
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100") + b"\0" * 60
PROGRAM = b"MZ\x90\x00" + b"\0" * 200


def zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "ending"),
    [
        (PDF, "lease.pdf", "pdf"),
        (JPEG, "id card.jpeg", "jpg"),
        (JPEG, "called a.pdf", "jpg"),
        (zipped("[Content_Types].xml", "word/document.xml"), "letter.docx", "docx"),
        (zipped("papers/one.pdf"), "papers.zip", "zip"),
        (b"spoke with the landlord\n", "call.txt", "txt"),
    ],
)
def test_a_file_is_what_it_holds(content: bytes, name: str, ending: str) -> None:
    assert type_of(content, name, ALLOWED).ending == ending


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (PROGRAM, "lease.pdf"),
        (b"", "empty.pdf"),
        (b"<html><script>alert(1)</script></html>", "page.pdf"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'></svg>", "drawing.png"),
        (zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "macro.docx"),
        (b"#!/bin/sh\nrm -rf /\n", "run.sh"),
        (b"PK\x03\x04 cut off", "papers.zip"),
    ],
)
def test_a_program_is_refused_whatever_it_calls_itself(content: bytes, name: str) -> None:
    with pytest.raises(NotDone):
        type_of(content, name, ALLOWED)
