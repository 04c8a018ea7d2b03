"""Uploads that are refused while they are sent: nothing beyond the limit is held, and nothing is written to the disk.

Django reads a form before the view runs, to look for the token; `limited_upload` says first how files are received.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest
from django.views.decorators.csrf import csrf_exempt, csrf_protect

# A form whose file is a little too large is read to its end, so that what was typed beside it is not lost.
_TIMES_READ = 8


class InMemory(FileUploadHandler):
    """Receives files into memory, each up to a limit. A larger one is left out, and the request says so."""

    def __init__(self, request: Any, most: int) -> None:
        super().__init__(request)
        self._most, self._size = most, 0
        self._parts: list[bytes] = []

    def handle_raw_input(  # type: ignore[override]
        self, input_data: Any, meta: Any, content_length: int, *rest: Any, **more: Any
    ) -> None:
        """Break off what is far too large before a byte of it is read."""
        if content_length > self._most * _TIMES_READ:
            raise StopUpload(connection_reset=True)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._parts, self._size = [], 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._size += len(raw_data)
        if self._size > self._most:
            self._parts = []
            self.request.is_upload_too_large = True  # type: ignore[union-attr]
            raise SkipFile
        self._parts.append(raw_data)

    def file_complete(self, file_size: int) -> Any:
        return SimpleUploadedFile(self.file_name or "file", b"".join(self._parts))


def limited_upload(most: Callable[[], int]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let a screen take files of at most so many bytes; a larger one sets `request.is_upload_too_large`."""

    def wrap(screen: Callable[..., Any]) -> Callable[..., Any]:
        protected = csrf_protect(screen)

        @csrf_exempt
        @wraps(screen)
        def received(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.method == "POST":
                request.upload_handlers = [InMemory(request, most())]
            return protected(request, *args, **kwargs)

        return received

    return wrap
