"""Where the photo of a client is, for every page that shows one."""

from typing import Any

from django.urls import reverse


def photo_url(client: Any) -> str:
    """Give the address of the photo of a client who has one."""
    return reverse("profile:photo_image", args=[client.pk])
