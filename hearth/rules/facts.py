"""What rules look at: small facts about people and stays, free of any database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

HEAD_OF_HOUSEHOLD = 1


class Severity(Enum):
    """What happens at a moment when a rule is broken.

    STOP refuses (a form is not saved, a row is not taken); HIGH, ERROR and WARNING are degrees of a fault that is
    shown; REPORT is told without being a fault; NOTHING keeps silent at that moment.
    """

    STOP = "stop"
    HIGH = "high"
    ERROR = "error"
    WARNING = "warning"
    REPORT = "report"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """One member of a household: the relationship (3.15) and the stay's dates. `name` is for the message only."""

    name: str
    relationship_to_hoh: int | None
    start: date
    exit: date | None = None

    @property
    def is_head(self) -> bool:
        return self.relationship_to_hoh == HEAD_OF_HOUSEHOLD


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """A project's type (2.02.6) and operating dates (2.02.3, 2.02.4)."""

    type: int | None
    operating_start: date | None = None
    operating_end: date | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that was broken: which, and what to tell the person.

    `text` is a sentence with %(name)s places for `values`, so that it can be translated; `about` is the position
    of the member concerned, where one is.
    """

    rule: str
    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    about: int | None = None


Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ProgramFacts:
    """All that describes one project, row by row, by HUD's columns: what HMIS CSV would say of it."""

    project: Row
    is_victim_service_provider: bool = False
    cocs: Sequence[Row] = ()
    funders: Sequence[Row] = ()
    inventory: Sequence[Row] = ()
    hmis: Sequence[Row] = ()
    ce: Sequence[Row] = ()
    # Each with the project that it serves under "ResProject".
    affiliations: Sequence[Row] = ()
