"""One stay walked through: who comes, what the pages ask them and what they say, what they get, how they leave.

Enrolling and leaving are acts; the questions and the services are the pages' own forms, posted as a browser does. A
question that a walk gives no answer to is answered plainly (no, or the first that HUD offers), so that nothing is open.
"""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from django.urls import reverse

from hearth.access.viewer import Viewer
from hearth.actions.enroll_household import Member, enroll_household
from hearth.actions.exit_household import Leaving, exit_household
from hearth.dataset import open_dataset
from hearth.exchange.disclosure import Recipient
from hearth.exchange.export import write_export
from hearth.exchange.selection import Selection
from hearth.quality.run import run as run_checks
from hearth.records import clock
from hearth.records.write import change
from tests.community import Community, add_client, viewer_for

_RACES = [
    "am_ind_ak_native",
    "asian",
    "black_af_american",
    "hispanic_latinao",
    "mid_east_n_african",
    "native_hi_pacific",
]
_NO_ANSWER = ("8", "9", "99")


class Walk:
    """A worker with a browser, on the day that the walk has reached."""

    def __init__(self, community: Community, browser: Any, monkeypatch: Any) -> None:
        self.community = community
        self.account = community.personas["agency_manager"]
        self.browser = browser
        self._monkeypatch = monkeypatch
        self._numbers = count(1001)
        self._entered(community.own_agency)

    @property
    def viewer(self) -> Viewer:
        return viewer_for(self.account)

    def on(self, day: date) -> None:
        """Let it be noon of a day, and stay so."""
        moment = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
        self._monkeypatch.setattr(clock, "instant", lambda: moment)

    def person(self, first_name: str, birth: date, **columns: Any) -> Any:
        """Add somebody whose profile is complete."""
        profile = {**dict.fromkeys(_RACES, 0), "white": 1, "sex": 0, "veteran_status": 0} | columns
        client = add_client(
            self.community,
            first_name,
            "Walker",
            ssn=f"40012{next(self._numbers)}",
            dob=birth,
            organization=self.community.own_agency,
            **profile,
        )
        self._entered(client)
        return client

    def _entered(self, record: Any) -> None:
        """Let the worker have entered a record of the test's community, which nobody did."""
        with change(by=self.account, action="build_walk"):
            record.user = self.viewer.hud_user
            record.save(update_fields=["user"])

    def enroll(self, project: Any, start: date, *people: tuple[Any, int]) -> list[Any]:
        """Enroll people with their relationships to the head."""
        members = [Member(client, relationship, start) for client, relationship in people]
        return enroll_household(viewer=self.viewer, project=project, members=members)

    def answer(self, stay: Any, stage: str, on: date | None = None, **said: Any) -> dict[str, str]:
        """Answer every question of a stage and give what was sent, by the form's names.

        `said` are answers by the name of the form's field; each must be asked.
        """
        address = reverse("collection:collect", args=[stay.pk, stage])
        page = self.browser.get(address + (f"?on={on.isoformat()}" if on else ""))
        assert page.status_code == 200, page.status_code
        form = page.context["form"]
        missing = set(said) - set(form.fields)
        assert not missing, f"{stage} does not ask {sorted(missing)}, but {sorted(form.fields)}"
        day = on or stay.entry_date
        plain = {name: _plain(field, day) for name, field in form.fields.items()}
        sent = {name: value for name, value in plain.items() if value is not None}
        sent |= {name: str(value) for name, value in said.items()}
        done = self.browser.post(address, sent | {"on": day.isoformat(), "do": "save"})
        assert done.status_code == 302, dict(done.context["form"].errors)
        told = self.browser.get(done["Location"]).content.decode()
        assert "complete." in told, "a question is still open"
        return sent

    def asked(self, stay: Any, stage: str, on: date | None = None) -> set[str]:
        """Give the names of the questions of a stage."""
        address = reverse("collection:collect", args=[stay.pk, stage])
        page = self.browser.get(address + (f"?on={on.isoformat()}" if on else ""))
        return set(page.context["form"].fields)

    def serve(self, stays: list[Any], service: str, on: date, **details: Any) -> None:
        """Record a service on its page."""
        sent = {"members": [str(one.pk) for one in stays], "service": service, "on": on.isoformat()}
        sent |= {name: str(value) for name, value in details.items()}
        done = self.browser.post(reverse("services:record", args=[stays[0].pk]), sent)
        assert done.status_code == 302, dict(done.context["form"].errors)

    def leave(self, stays: list[Any], on: date, destination: int, subsidy: int | None = None) -> None:
        """Exit members of a household."""
        leaving = [Leaving(stay, on, destination, destination_subsidy_type=subsidy) for stay in stays]
        exit_household(viewer=self.viewer, leaving=leaving)

    def move_in(self, stays: list[Any], on: date) -> None:
        """Let the household have moved in (3.20)."""
        with change(by=self.account, action="record_move_in"):
            for stay in stays:
                stay.move_in_date = on
                stay.save(update_fields=["move_in_date"])

    def exported(self, folder: Path, *projects: Any) -> Path:
        """Export programs as HMIS CSV."""
        path = folder / "walk.zip"
        to = Recipient("Example State", "A walk")
        # As one that leaves the community: hashed.
        chosen = Selection(projects=tuple(one.pk for one in projects))
        write_export(path, chosen, to=to, is_hashed=True)
        return path


def findings(path: Path) -> list[str]:
    """Give what our own checks find in an export, each in a line."""
    out = path.with_suffix(".csv")
    with open_dataset([path]) as dataset:
        run_checks(dataset).write(out)
    with out.open() as file:
        return [
            " | ".join((row["check"], row["severity"], row["issue"], row["file"], row["column"] or ""))
            for row in csv.DictReader(file)
        ]


def _plain(field: Any, day: date) -> str | None:
    """Answer a question plainly: no where that can be said, else the first answer that tells something."""
    if field.disabled or type(field).__name__ == "Tick":
        return None
    kind = type(field).__name__
    if kind == "Date":
        return day.isoformat()
    if kind in ("Number", "Money"):
        return "1"
    choices = list(_codes(getattr(field, "choices", ())))
    if not choices:
        return "example"
    if "0" in choices:
        return "0"
    return next((code for code in choices if code not in _NO_ANSWER), choices[0])


def _codes(choices: Any) -> Iterator[str]:
    """Give the codes of choices, those in groups too."""
    for code, label in choices:
        if isinstance(label, list | tuple):
            yield from _codes(label)
        elif str(code):
            yield str(code)
