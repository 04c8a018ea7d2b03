"""A photo is kept square and bare, once, and seen by who sees the client."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from PIL import Image

from hearth.access.client_photo import open_photo, with_photo
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.keep_photo import keep_photo, remove_photo, squared
from hearth.actions.refusal import NotDone
from hearth.actions.refuse_consent import refuse_consent
from hearth.records.models import Client
from tests.community import Community, add_client, viewer_for

_ORIENTATION, _GPS, _TURNED_RIGHT = 0x0112, 0x8825, 6


def photo(width: int = 1200, height: int = 800, orientation: int = _TURNED_RIGHT) -> bytes:
    """A picture whose left half is red, with an orientation and a place as cameras write them."""
    picture = Image.new("RGB", (width, height), "blue")
    picture.paste("red", (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    exif.get_ifd(_GPS)[1] = "N"
    written = io.BytesIO()
    picture.save(written, "JPEG", exif=exif)
    return written.getvalue()


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def worker(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def rosa(community: Community) -> Client:
    return add_client(community, "Rosa", "Example", dob=date(1990, 3, 12), organization=community.own_agency)


def test_a_photo_is_turned_upright_cut_square_and_stripped_of_the_place() -> None:
    assert b"Exif" in photo()
    written = squared(photo())
    with Image.open(io.BytesIO(written)) as picture:
        assert (picture.size, picture.format, dict(picture.getexif())) == ((512, 512), "JPEG", {})
        red, blue = picture.getpixel((256, 20)), picture.getpixel((256, 500))
        assert red[0] > 200 and blue[2] > 200  # type: ignore[index]
    assert b"Exif" not in written


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(NotDone):
        squared(b"\xff\xd8\xff\xe0 no picture at all")


def test_a_new_photo_takes_the_place_of_the_old_one(worker: Viewer, rosa: Client) -> None:
    keep_photo(viewer=worker, client_id=rosa.pk, upload=photo(), name="IMG_1.jpg")
    kept = keep_photo(viewer=worker, client_id=rosa.pk, upload=photo(orientation=1), name="IMG_2.jpg")
    opened, content = open_photo(worker, rosa.pk)
    with content:
        assert (opened, content.read()[:2]) == (kept, b"\xff\xd8")
    assert with_photo(worker, [rosa.pk]) == {rosa.pk}
    remove_photo(viewer=worker, client_id=rosa.pk)
    with pytest.raises(NotVisible):
        open_photo(worker, rosa.pk)


def test_a_photo_is_seen_only_by_who_sees_the_client_and_kept_only_by_who_edits_the_profile(
    community: Community, worker: Viewer, rosa: Client
) -> None:
    keep_photo(viewer=worker, client_id=rosa.pk, upload=photo(), name="a.jpg")
    stranger = viewer_for(community.stranger)
    with pytest.raises(NotVisible):
        open_photo(stranger, rosa.pk)
    with pytest.raises(NotVisible):
        keep_photo(viewer=stranger, client_id=rosa.pk, upload=photo(), name="a.jpg")
    with pytest.raises(PermissionDenied):
        keep_photo(
            viewer=viewer_for(community.personas["reporting_only"]),
            client_id=rosa.pk,
            upload=photo(),
            name="a.jpg",
        )


def test_who_refused_to_be_named_shows_no_face(worker: Viewer, rosa: Client) -> None:
    keep_photo(viewer=worker, client_id=rosa.pk, upload=photo(), name="a.jpg")
    refuse_consent(viewer=worker, client_id=rosa.pk)
    assert with_photo(worker, [rosa.pk]) == set()
    with pytest.raises(NotVisible):
        open_photo(worker, rosa.pk)
    with pytest.raises(NotDone):
        keep_photo(viewer=worker, client_id=rosa.pk, upload=photo(), name="a.jpg")
