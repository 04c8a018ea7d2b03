"""Make valid HMIS CSV exports of invented people: `python -m hearth.demo.generator --enrollments 1000 --out FILE.zip`.

The same plan gives the same bytes. Needs the standard library only; nobody in these files exists.
"""

from hearth.demo.generator.generate import generate
from hearth.demo.generator.plan import Plan

__all__ = ["Plan", "generate"]
