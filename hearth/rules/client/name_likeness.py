"""How alike two names are, and the keys under which a name is looked up when it is written otherwise.

A name here is plain words: small letters without accents, one blank between two words (`garcia lopez`). Keys and
comparison belong together: what `agreement` calls alike shares a key, so an index of keys finds it.
"""

import re
import zlib
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache

import jellyfish
from rapidfuzz.distance import OSA

from hearth.rules.client.nicknames import called_alike, full_names_of

# Shorter names differ by a letter too often to be the same one mistyped.
TYPO_FROM, TWO_TYPOS_FROM = 3, 9
_SOUND_FROM = 3
_BEGINNING_FROM = 3
# Deletions of the first letters suffice: two names one typo apart share one of them. With fewer letters all names
# that begin alike would share one too.
_PREFIX = 12
_SPANISH_SOUNDS = (
    (r"^(h?j|x|g(?=[ei]))", "j"),
    (r"g(?=[ei])|x", "j"),
    (r"qu(?=[ei])|c(?![eih])|q", "k"),
    (r"z|c(?=[ei])", "s"),
    (r"ll|(?<=[aeiou])y|^y", "y"),
    (r"v|w", "b"),
    (r"ph", "f"),
    (r"(?<!c)h", ""),
    (r"(.)\1+", r"\1"),
)


class Agreement(Enum):
    """In what way two names are the same person's; the strongest first."""

    SAME = "same"
    NICKNAME = "nickname"
    TYPO = "typo"
    PART = "part"
    SOUND = "sound"
    BEGINNING = "beginning"
    INITIAL = "initial"


def whole(name: str) -> str:
    """Give the name in one word, as it is stored for search."""
    return name.replace(" ", "")


@lru_cache(maxsize=4096)
def agreement(one: str, other: str) -> Agreement | None:
    """Say how two names agree; None when they are different names. Neither may be empty."""
    first, second = whole(one), whole(other)
    if first == second:
        return Agreement.SAME
    if called_alike(first, second):
        return Agreement.NICKNAME
    if is_typo(first, second):
        return Agreement.TYPO
    if _shares_a_word(one, other):
        return Agreement.PART
    shorter, longer = sorted((first, second), key=len)
    if sounds(first) & sounds(second):
        return Agreement.SOUND
    if len(shorter) >= _BEGINNING_FROM and longer.startswith(shorter):
        return Agreement.BEGINNING
    if len(shorter) == 1 and longer.startswith(shorter):
        return Agreement.INITIAL
    return None


def is_typo(one: str, other: str) -> bool:
    """Say whether one letter was left out, added, mistaken, or swapped with its neighbour; in long names two."""
    shorter = min(len(one), len(other))
    if shorter < TYPO_FROM:
        return False
    allowed = 2 if shorter >= TWO_TYPOS_FROM else 1
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


@lru_cache(maxsize=16384)
def sounds(word: str) -> frozenset[str]:
    """Give how a word sounds, read in English and in Spanish."""
    if len(word) < _SOUND_FROM:
        return frozenset()
    english, spanish = jellyfish.metaphone(word), word
    for pattern, sound in _SPANISH_SOUNDS:
        spanish = re.sub(pattern, sound, spanish)
    found = {f"e{english}"} if len(english) > 1 else set()
    return frozenset(found | {f"s{spanish}"})


def keys(name: str) -> set[int]:
    """Give the keys of a name, as numbers (a search verifies what it finds): those of the whole, and its words."""
    together = whole(name)
    texts = {f"d{each}" for each in _deletions(together[:_PREFIX])}
    texts |= {f"p{sound}" for sound in sounds(together)}
    texts |= {f"n{full}" for full in full_names_of(together)}
    texts |= {f"w{word}" for word in (together, *name.split()) if len(word) >= TYPO_FROM}
    # Signed, as PostgreSQL's integer is.
    return {zlib.crc32(text.encode()) - (1 << 31) for text in texts}


def _deletions(text: str) -> Iterator[str]:
    yield text
    if len(text) >= TYPO_FROM:
        yield from (text[:at] + text[at + 1 :] for at in range(len(text)))


def _shares_a_word(one: str, other: str) -> bool:
    if " " not in one and " " not in other:
        return False
    return any(len(word) >= TYPO_FROM for word in set(one.split()) & set(other.split()))
