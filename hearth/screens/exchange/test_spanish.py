"""The pages of imports and exports say all their own sentences in Spanish, too (docs/decisions/0058)."""

from babel.messages.pofile import read_po

from hearth.dataset.cleanups import CLEANUPS
from hearth.ui.messages import PACKAGE, messages


def test_the_pages_of_imports_and_exports_are_there_in_spanish() -> None:
    with (PACKAGE / "locale/es/LC_MESSAGES/django.po").open("rb") as file:
        spanish = {
            message.id for message in read_po(file) if message.id and message.string and all(message.string)
        }
    # What is counted serves as what is not, too.
    known = {part for message in spanish for part in (message if isinstance(message, tuple) else (message,))}
    folders = [PACKAGE / "screens" / name for name in ("exchange", "export")]
    asked = {message for folder in folders for _path, message in messages(folder)}
    asked |= {cleanup.sentence for cleanup in CLEANUPS.values()}
    assert len(asked) > 300
    missing = [message for message in asked if message not in spanish and message not in known]
    assert sorted(map(str, missing)) == []
