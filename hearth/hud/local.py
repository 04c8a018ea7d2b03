"""Read a CoC's own rules: HUD elements it asks in more projects, and questions of its own.

They can only add. What HUD asks for stays on every form, whatever a local file says.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hearth.hud.elements import BadElement, Collected, Element, elements, read_collected, read_element
from hearth.hud.standard import standard

LOCAL_HEADING = "Local questions"


@dataclass(frozen=True)
class Addition:
    """A HUD element that a CoC collects beyond HUD's own rules, at the element's usual moments."""

    element: str
    rule: Collected


@dataclass(frozen=True)
class LocalElement:
    """A question of the CoC's own, in the schema of the standard, and the heading it stands under."""

    element: Element
    heading: str


@dataclass(frozen=True)
class LocalRules:
    """What one CoC asks beyond HUD."""

    name: str
    coc: str
    additions: tuple[Addition, ...]
    elements: tuple[LocalElement, ...]
    path: str


def read_local_rules(text: str, path: str, year: str = "fy2026") -> LocalRules:
    """Read a CoC's rules from TOML; `path` is where the text was written, for messages and reasons.

    Raises BadElement where the text names an element that HUD does not have, takes the number of one, or holds a key
    that is not of the schema; BadCondition where a condition cannot be read.
    """
    data = tomllib.loads(text)
    unknown = data.keys() - {"name", "coc", "add", "element"}
    if unknown:
        raise BadElement(f"{path}: unknown {', '.join(sorted(unknown))}; local rules can add, nothing else")
    return LocalRules(
        name=data["name"],
        coc=data["coc"],
        additions=tuple(_addition(each, path, year) for each in data.get("add", ())),
        elements=tuple(_element(each, path, year) for each in data.get("element", ())),
        path=path,
    )


def _addition(data: Mapping[str, Any], path: str, year: str) -> Addition:
    number = data["element"]
    element = elements(year).get(number)
    if element is None or not element.is_active:
        raise BadElement(f"{path}: {number} is not an element of {year}")
    rule = {key: value for key, value in data.items() if key != "element"}
    return Addition(number, read_collected(rule, standard(year).sets, path))


def _element(data: Mapping[str, Any], path: str, year: str) -> LocalElement:
    if data["number"] in elements(year):
        raise BadElement(f"{path}: {data['number']} is HUD's own element; a local one needs another number")
    own = {key: value for key, value in data.items() if key != "heading"} | {"kind": "local"}
    if own.get("file"):
        raise BadElement(f"{path}: {data['number']} cannot write to {own['file']}: answers stay local")
    return LocalElement(read_element(own, standard(year), path), data.get("heading", LOCAL_HEADING))
