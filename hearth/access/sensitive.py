"""Which answers are sensitive (sensitive.toml): one list for rows, columns, programs and report tables."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from hearth.hud.standard import standard


def disability_types() -> frozenset[int]:
    """Give the types of Disabilities rows (4.05 to 4.10) that are sensitive."""
    return frozenset(_facts()["disability_types"])


@cache
def funders() -> tuple[int, ...]:
    """Give the funders (2.06.1) whose programs tell a diagnosis by an enrollment alone."""
    components = standard().facts["funder_components"]
    return tuple(code for name in _facts()["funder_components"] for code in components[name])


def columns(model: str) -> frozenset[str]:
    """Give the sensitive columns of a model, by its name."""
    return frozenset(_facts()["columns"].get(model, ()))


@cache
def every_column() -> frozenset[str]:
    """Give the sensitive columns of all models."""
    return frozenset(name for names in _facts()["columns"].values() for name in names)


def is_told_by_table(report: str, code: str) -> bool:
    """Say whether standing in a number of this table of this report tells something sensitive."""
    reports = _facts()["reports"]
    return report in reports["kinds"] or code.startswith(tuple(reports["tables"]))


@cache
def _facts() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "sensitive.toml").read_text("utf-8"))
