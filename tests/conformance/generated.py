"""Invented communities with planted errors, as exports: what reports are tried on beside HUD's samples."""

from datetime import date
from pathlib import Path

from hearth.demo.generator import Plan, generate

# The last year of what is generated.
START, END = date(2025, 10, 1), date(2026, 9, 30)


def generated_export(folder: Path, seed: int, enrollments: int = 2500, errors: float = 0.05) -> Path:
    """Give the zip of a community, made in `folder` when it is not there yet. One row in twenty has an error."""
    path = folder / f"generated-{seed}-{enrollments}-{errors}.zip"
    if not path.exists():
        generate(Plan(enrollments, seed=seed, as_of=END, years=2, errors=errors), path)
    return path
