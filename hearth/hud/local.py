"""Read a CoC's own rules: HUD elements it asks in more projects, and questions of its own.

They can only add. What HUD asks for stays on every form, whatever a local file says.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hearth.hud.elements import BadElement, Collected, Element, read_collected, read_element
from hearth.hud.local_faults import faults
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

    Raises BadElement with one line for each fault that `faults` finds.
    """
    if found := faults(text, year):
        raise BadElement("\n".join(f"{path}: {fault}" for fault in found))
    data = tomllib.loads(text)
    return LocalRules(
        name=data["name"],
        coc=data["coc"],
        additions=tuple(_addition(each, path, year) for each in data.get("add", ())),
        elements=tuple(_element(each, path, year) for each in data.get("element", ())),
        path=path,
    )


def _addition(data: Mapping[str, Any], path: str, year: str) -> Addition:
    rule = {key: value for key, value in data.items() if key != "element"}
    return Addition(data["element"], read_collected(rule, standard(year).sets, path))


def _element(data: Mapping[str, Any], path: str, year: str) -> LocalElement:
    own = {key: value for key, value in data.items() if key != "heading"} | {"kind": "local"}
    return LocalElement(read_element(own, standard(year), path), data.get("heading", LOCAL_HEADING))
