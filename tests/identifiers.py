"""Take the identifiers out of what was written, before asking whether somebody's digits are in it.

The signs of a UUID or of a sign-in's hash are drawn: once in some hundred pages four of them are the end of any SSN.
"""

import re

_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
# Hashes, nonces and tokens; nothing that a person wrote or reads is as long.
_LONG = re.compile(r"(?<!\w)\w{32,}(?!\w)", re.ASCII)


def without_identifiers(text: str) -> str:
    """Give the text with an empty place for every UUID, hash and token."""
    return _LONG.sub("", _UUID.sub("", text))
