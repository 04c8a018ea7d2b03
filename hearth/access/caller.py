"""From where a request came: the address as the nearest proxy that we trust saw it, and which browser it was."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

_LONGEST_BROWSER = 200


def address_of(request: HttpRequest) -> str | None:
    """Give the caller's address, or None where none can be known.

    Behind a proxy (HEARTH_BEHIND_PROXY) it is the last entry of X-Forwarded-For: that one the proxy wrote itself,
    while everything before it is whatever the caller claims. Without the header the caller went past the proxy.
    """
    given = request.META.get("REMOTE_ADDR", "")
    if settings.HEARTH_BEHIND_PROXY:
        given = request.headers.get("X-Forwarded-For", "").rpartition(",")[2]
    try:
        return str(ip_address(given.strip()))
    except ValueError:
        return None


def browser_of(request: HttpRequest) -> str:
    """Give how the browser names itself."""
    return request.headers.get("User-Agent", "")[:_LONGEST_BROWSER]


def is_within(address: str | None, networks: list[str]) -> bool:
    """Say whether an address lies in one of the networks. No networks: everywhere. What cannot be read is outside."""
    if not networks:
        return True
    if address is None:
        return False
    try:
        found = ip_address(address)
        return any(found in ip_network(network, strict=False) for network in networks)
    except ValueError:
        return False
