"""Say quietly, on the next page, that something was saved, and offer to take it back."""

from django.contrib import messages
from django.http import HttpRequest


def saved(request: HttpRequest, text: str, undo: str = "") -> None:
    """Show `text` as done on the next page; with `undo` (a path that takes a POST) beside it an Undo button."""
    messages.success(request, text, extra_tags=undo)


def refused(request: HttpRequest, text: str) -> None:
    """Show `text` on the next page as something that was not done."""
    messages.warning(request, text)
