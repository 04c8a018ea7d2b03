"""The standard's texts in the reader's language."""

from django.utils.translation import gettext


def translated(text: str) -> str:
    """Give a text of the standard (a question, a help, an answer) in the language of the page.

    Its translations are in hearth/forms/locale; what has none is said in English.
    """
    return gettext(text) if text else ""
