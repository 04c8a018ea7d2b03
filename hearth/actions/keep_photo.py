"""Keep a client's photo: turned upright, cut square, written anew without what a camera writes into it, and sealed."""

import dataclasses
import io
import uuid

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from hearth.access.may_edit_profile import may_edit_profile
from hearth.access.viewer import Viewer
from hearth.actions.client_in_sight import client_in_sight
from hearth.actions.file_type import FileType
from hearth.actions.keep_file import Purpose, Upload, keep_received, receive
from hearth.actions.refusal import NotDone, Problem
from hearth.records import clock
from hearth.records.models import Client, KeptFile
from hearth.records.write import change

_KINDS = ("jpg", "png", "webp")
_SIDE = 512
_QUALITY = 85
# More pixels than any camera makes: a small file that unpacks to a huge picture.
_PIXELS_AT_MOST = 120_000_000
_JPEG = FileType("jpg", "image/jpeg")


def keep_photo(*, viewer: Viewer, client_id: uuid.UUID, upload: Upload | bytes, name: str) -> KeptFile:
    """Keep a photo in the place of an earlier one. The sent file itself is kept nowhere.

    Raises PermissionDenied for a profile that the viewer may not edit, NotVisible, NotDone for what is no picture, is
    infected, or is of somebody who refused to be named.
    """
    client = _client(viewer, client_id)
    if client.is_consent_refused:
        raise NotDone(
            [Problem(_("This client refused to be named; a photo would name them."), "consent/no_photo")]
        )
    received = receive(viewer, upload, name, allowed=_KINDS)
    square = dataclasses.replace(received, content=squared(received.content), name="photo.jpg", type=_JPEG)
    with change(by=viewer.account, action="keep_photo"):
        _take_out(viewer, client)
        return keep_received(viewer, client, square, purpose=Purpose.PHOTO)


def remove_photo(*, viewer: Viewer, client_id: uuid.UUID) -> None:
    """Take the photo out. Raises as keep_photo does."""
    client = _client(viewer, client_id)
    with change(by=viewer.account, action="remove_photo"):
        _take_out(viewer, client)


def squared(content: bytes) -> bytes:
    """Give the picture upright, cut to its middle square, small, and with nothing but its pixels (no place, no date).

    Raises NotDone for what cannot be read as a picture.
    """
    try:
        with Image.open(io.BytesIO(content)) as sent:
            if sent.width * sent.height > _PIXELS_AT_MOST:
                raise ValueError("too many pixels")
            sent.draft("RGB", (_SIDE * 2, _SIDE * 2))
            upright = ImageOps.exif_transpose(sent).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        text = _("This file cannot be read as a picture. Take the photo again, or choose another file.")
        raise NotDone([Problem(text, "file/is_a_picture")]) from None
    fitted = ImageOps.fit(upright, (_SIDE, _SIDE), centering=(0.5, 0.4))
    # A new picture of the pixels alone: nothing that came with the file goes on.
    bare = Image.new("RGB", fitted.size)
    bare.paste(fitted)
    written = io.BytesIO()
    bare.save(written, "JPEG", quality=_QUALITY, optimize=True)
    return written.getvalue()


def _client(viewer: Viewer, client_id: uuid.UUID) -> Client:
    client = client_in_sight(viewer, client_id)
    if not may_edit_profile(viewer, client):
        raise PermissionDenied
    return client


def _take_out(viewer: Viewer, client: Client) -> None:
    for kept in viewer.rows(KeptFile).filter(client=client, purpose=Purpose.PHOTO):
        kept.date_deleted = clock.instant()
        kept.save(update_fields=["date_deleted"])
