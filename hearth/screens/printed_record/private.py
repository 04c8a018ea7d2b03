"""What is private on paper: it goes to the client's own hands alone (decision 0315).

What was made private counts. A stay of a confidential agency of which nobody said is printed where its worker chooses
the part; its notes, goals and other pieces are not.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from hearth.access.record_pieces import is_kept_private


def on_paper(pieces: Iterable[Any], *, with_private: bool) -> list[Any]:
    """Give the pieces that go on this paper. A private one is for the client's own hands and for nobody else's.

    So is a piece of a private stay, whatever was said of the piece.
    """
    return [one for one in pieces if with_private or not (is_kept_private(one) or is_of_private_stay(one))]


def is_of_private_stay(row: Any) -> bool:
    """Say whether a record or a piece belongs to a stay that was made private."""
    stay = getattr(row, "enrollment", None)
    return stay is not None and bool(stay.is_private)


def private_stays(rows: dict[str, list[Any]]) -> set[Any]:
    """Give the keys of the stays among these records that were made private."""
    return {stay.pk for stay in rows.get("Enrollment", []) if stay.is_private}


def without_private(rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Leave out what was made private, with all that belongs to a private stay or a private assessment."""
    stays = private_stays(rows)
    hidden = stays | {row.pk for row in rows.get("Assessment", []) if row.is_private}
    kept = {
        file: [
            row
            for row in found
            if file == "Client"
            or not (
                row.pk in hidden
                or getattr(row, "is_private", None)
                or getattr(row, "enrollment_id", None) in stays
                or getattr(row, "assessment_id", None) in hidden
            )
        ]
        for file, found in rows.items()
    }
    return {file: found for file, found in kept.items() if found}


def left_out_words() -> str:
    """Say on others' papers that what is private is left out."""
    return _("Without what is private: it stays with the agency that recorded it.")
