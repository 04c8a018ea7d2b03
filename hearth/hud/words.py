"""Codes of the standard in words, as pages and listings show them."""

from typing import Any

from hearth.hud.standard import standard


def words_for(file: str, column: str, value: Any) -> str:
    """Give the words for the code in a HUD column that has one list; nothing for no answer.

    Raises KeyError for a file or column that the standard does not have.
    """
    code_list = standard().list_for(file, column)
    if value is None or code_list is None:
        return "" if value is None else str(value)
    return code_list.label(value)


def service_words(record_type: int, type_provided: int | None, sub_type_provided: int | None = None) -> str:
    """Give what was provided in words: `Bed night`, `SSVF service: Case management services`.

    TypeProvided means something else for each RecordType, and SubTypeProvided for each type of SSVF service.
    """
    known = standard()
    kind = known.lists["1.4"].label(record_type)
    list_id = known.facts["type_provided_list"].get(str(record_type))
    if type_provided is None or list_id is None:
        return kind
    if len(known.lists[list_id].labels) == 1:
        return kind
    provided = known.lists[list_id].label(type_provided)
    sub_list_id = (
        known.facts["sub_type_provided_list"].get(str(type_provided)) if record_type == 144 else None
    )
    if sub_type_provided is not None and sub_list_id:
        provided = f"{provided}, {known.lists[sub_list_id].label(sub_type_provided)}"
    return f"{kind}: {provided}"
