"""The PDF of a document: readable by everybody, the same each time, and never code."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from hearth.documents import DocumentRefused, pdf
from tests.pdf_text import text_of_pdf

AT = datetime(2026, 3, 10, 20, 5, tzinfo=UTC)
LETTER = """
#facts((([Name], data.name),))
#listed(("Month", "Nights"), data.rows)
#written(data.text)
"""


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    template = tmp_path / "letter.typ"
    template.write_text(LETTER)
    return template


def made(letter: Path, **given: object) -> bytes:
    usual = {"name": "Rosa Núñez", "rows": [["March", 12]], "text": "One.\n\nTwo."}
    return pdf(letter, usual | given, title="A letter", at=AT)


def test_the_text_can_be_read_out_of_it_and_each_page_says_when_it_was_made(letter: Path) -> None:
    text = text_of_pdf(made(letter))
    assert "A letter" in text
    assert "Rosa Núñez" in text
    assert "March" in text
    assert "Made on 10 Mar 2026" in text
    assert "Page 1 of 1" in text


def test_it_is_tagged_for_screen_readers_and_says_its_language(letter: Path) -> None:
    content = pdf(letter, {"name": "", "rows": [], "text": ""}, title="Una carta", at=AT, language="es")
    assert b"/StructTreeRoot" in content
    assert b"pdfuaid:part" in content
    assert b"/Lang" in content
    assert "Página 1 de 1" in text_of_pdf(content)


def test_the_same_data_at_the_same_moment_give_the_same_bytes(letter: Path) -> None:
    assert made(letter) == made(letter)
    assert made(letter) != made(letter, name="Rosa Example")


@pytest.mark.parametrize(
    "words", ["#panic(1)", "$x$ *bold* #pagebreak()", '"); #read("/frame.typ")', "\\ <label> @label"]
)
def test_what_people_write_is_never_code(letter: Path, words: str) -> None:
    text = text_of_pdf(made(letter, name=words, text=words))
    assert words.split()[0][:6] in text


def test_a_name_in_letters_that_the_fonts_lack_still_gives_a_document(letter: Path) -> None:
    assert made(letter, name="王芳").startswith(b"%PDF")


def test_a_picture_is_shown_with_words_for_who_cannot_see_it(tmp_path: Path) -> None:
    template = tmp_path / "drawn.typ"
    template.write_text('#picture("mark", alt: "A cross", width: 3cm)')
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0L9 9" stroke="black"/></svg>'
    )
    assert b"/Alt" in pdf(template, {}, title="Drawn", at=AT, pictures={"mark": svg})


def test_a_template_that_cannot_be_read_is_our_fault_and_says_which(tmp_path: Path) -> None:
    template = tmp_path / "broken.typ"
    template.write_text("#unknown()")
    with pytest.raises(DocumentRefused, match="broken"):
        pdf(template, {}, title="Broken", at=AT)


def test_each_page_says_who_took_the_paper_out(letter: Path) -> None:
    given = {"name": "", "rows": [], "text": "One.\n\n" * 90}
    text = text_of_pdf(pdf(letter, given, title="A letter", at=AT, mark="Ines Intake, for Example Homes"))
    pages = text.count("of 3")
    assert pages == 3
    assert text.count("Ines Intake, for Example Homes") == pages


def test_a_table_that_goes_over_a_page_says_its_title_on_each_further_page_and_there_alone(
    tmp_path: Path,
) -> None:
    template = tmp_path / "tables.typ"
    template.write_text('#for one in data.tables { listed(("Month", "Nights"), one.rows, title: one.title) }')
    rows = [["March", 12]] * 70
    tables: list[dict[str, Any]] = [
        {"title": "Q7a Persons", "rows": rows},
        {"title": "Q8a Households", "rows": [["May", 1]]},
        {"title": "Q9a Nothing", "rows": []},
        {"title": "Q11 Age", "rows": rows},
    ]
    content = pdf(template, {"tables": tables}, title="A report", at=AT)
    text = text_of_pdf(content)
    assert "Page 4 of 4" in text
    assert [text.count(f"{one['title']} (continued)") for one in tables] == [1, 0, 0, 1]
    assert b"pdfuaid:part" in content
