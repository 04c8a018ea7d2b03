"""Every sentence of the frame and the login pages is there in Spanish; the vocabulary reaches whole sentences."""

from pathlib import Path

from babel.messages.pofile import read_po

from hearth.ui.copy_assets import HERE
from hearth.ui.messages import PACKAGE, VOCABULARY, in_project_words, messages, vocabulary, write_vocabulary


def catalog(path: Path) -> dict[object, object]:
    with path.open("rb") as file:
        return {message.id: message.string for message in read_po(file) if message.id}


def test_the_frame_and_the_login_pages_are_there_in_spanish() -> None:
    spanish = catalog(PACKAGE / "locale/es/LC_MESSAGES/django.po")
    asked = {message for _path, message in messages(HERE)}
    assert len(asked) > 100
    assert sorted(str(message) for message in asked if not spanish.get(message)) == []


def test_the_vocabulary_catalog_is_as_the_sentences_are_now(tmp_path: Path) -> None:
    write_vocabulary(tmp_path / "django.po")
    now = (tmp_path / "django.po").read_text(encoding="utf-8")
    assert VOCABULARY.read_text(encoding="utf-8") == now, "run: .venv/bin/python -m hearth.ui.messages"


def test_a_sentence_changes_its_words_but_not_its_placeholders() -> None:
    assert in_project_words("Agencies and their programs") == "Organizations and their projects"
    assert (
        in_project_words("Enrolled in %(program)s at an agency")
        == "Enrolled in %(program)s at an organization"
    )
    assert in_project_words("Programming") == "Programming"
    assert vocabulary()["Programs"] == "Projects"
