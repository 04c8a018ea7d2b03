"""Why a client was found, or is likely the same person, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _


def reason_words(reasons: Iterable[str], nickname: tuple[str, str] | None = None) -> list[str]:
    """Give each reason (keys of hearth/rules/client/likeness.py and of the search) in words.

    `nickname` is what somebody is called and the name that it stands for. Raises KeyError for an unknown key.
    """
    called, full_name = nickname or ("", "")
    words = {
        "name": _("same name"),
        "nickname": _("%(called)s is a nickname of %(name)s") % {"called": called, "name": full_name}
        if nickname
        else _("nickname"),
        "typo": _("name differs by a letter or two"),
        "part_of_name": _("part of the name"),
        "sound": _("name sounds alike"),
        "beginning": _("beginning of the name"),
        "initial": _("first letter of the name"),
        "swapped_names": _("first and last name swapped"),
        "middle_name": _("middle name used as first name"),
        "alias": _("another name of this client"),
        "ssn": _("same SSN"),
        "last_four": _("same last four digits of the SSN"),
        "birth_date": _("same birth date"),
        "birth_date_swapped": _("birth date with day and month swapped"),
        "birth_date_digit": _("birth date differs by one digit"),
        "birth_year": _("same year of birth"),
        "other_date": _("another birth date or number is recorded"),
        "former": _("found by a former identifier; the records were merged"),
        "twin": _("perhaps a twin: another first name"),
        "generation": _("perhaps parent and child: another suffix"),
    }
    return [words[reason] for reason in reasons]
