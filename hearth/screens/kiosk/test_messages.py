"""What somebody reads at a kiosk is there in Spanish."""

from pathlib import Path

from babel.messages.pofile import read_po

from hearth.ui.messages import PACKAGE, messages


def test_every_sentence_of_a_kiosk_is_there_in_spanish() -> None:
    with (PACKAGE / "locale/es/LC_MESSAGES/django.po").open("rb") as file:
        spanish = {message.id: message.string for message in read_po(file) if message.id}
    asked = {message for _path, message in messages(Path(__file__).parent)}
    assert len(asked) > 10
    assert sorted(str(message) for message in asked if not spanish.get(message)) == []
