"""Some invented people whose records are told in full, so that each part of a client's record can be tried at once.

The import brings many people with stays and services; what an export has no column for (families, releases, letters,
files, two records of one person) is done here, as the workers of the demo would do it.
"""

import io
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from PIL import Image, ImageDraw

from hearth.access.viewer import Viewer
from hearth.actions.attest_months import attest_months
from hearth.actions.client_profile import OtherName, Profile
from hearth.actions.create_client import create_client, create_unnamed_client
from hearth.actions.duplicate_pairs import flag_same_person
from hearth.actions.enroll_household import Member, enroll_household
from hearth.actions.keep_family import add_member
from hearth.actions.keep_file import keep
from hearth.actions.raise_alert import raise_alert
from hearth.actions.record_release import Said, record_release
from hearth.actions.record_service import record_service
from hearth.actions.set_goal import Aim, set_goal
from hearth.actions.write_note import Written, write_note

NIGHT_SHELTER = "Lantern Night Shelter"
FIRST, LAST = "Marisol", "Sampleton"
_HEAD, _CHILD = 1, 2
_BED_NIGHT = 200


def add_people(intake: Viewer) -> None:
    """Add them where they are not yet; all of them or none."""
    if intake.clients.filter(first_name=FIRST, last_name=LAST).exists():
        return
    with transaction.atomic():
        shelter = intake.projects.get(project_name=NIGHT_SHELTER)
        _mother_and_son(intake, shelter)
        _two_records(intake)
        _who_said_no(intake, shelter)
        create_unnamed_client(
            viewer=intake,
            description="Red beanie, small brown dog",
            met_where="Steps of the library",
            met_on=intake.today - timedelta(days=2),
        )


def _mother_and_son(intake: Viewer, shelter: Any) -> None:
    """A family in the shelter for half a year, outside before: a letter, a file, a release that ends soon."""
    today = intake.today
    start = today - timedelta(days=170)
    mother = _add(
        intake,
        {"first_name": FIRST, "last_name": LAST, "dob": date(1988, 4, 17), "hispanic_latinao": 1},
        other_names=(OtherName("alias", "Mari"),),
        release=Said("signature", True, today - timedelta(days=340), today + timedelta(days=25)),
    )
    son = _add(
        intake, {"first_name": "Teo", "last_name": LAST, "dob": date(2015, 9, 3), "hispanic_latinao": 1}
    )
    add_member(viewer=intake, client_id=mother.pk, person_id=son.pk, relationship="child", joined_on=start)
    enrolled = enroll_household(
        viewer=intake,
        project=shelter,
        members=[Member(mother, _HEAD, start), Member(son, _CHILD, start)],
    )
    for back in (170, 169, 141, 120, 96, 71, 40, 13, 3, 2, 1):
        record_service(
            viewer=intake,
            enrollments=enrolled,
            record_type=_BED_NIGHT,
            type_provided=_BED_NIGHT,
            on=today - timedelta(days=back),
        )
    attest_months(
        viewer=intake,
        client_id=mother.pk,
        first=start - timedelta(days=150),
        last=start - timedelta(days=60),
        kind="letter",
        said_by="Sister Example of the Example parish, letter of this spring",
        note="Slept with her son in a car behind the parish hall.",
    )
    attest_months(
        viewer=intake,
        client_id=mother.pk,
        first=start - timedelta(days=40),
        last=start - timedelta(days=32),
        kind="statement",
        said_by="Marisol, to Ines at intake",
    )
    raise_alert(
        viewer=intake,
        client=mother,
        text="Please knock loudly: she does not hear well.",
        starts_on=today - timedelta(days=3),
        ends_on=today + timedelta(days=27),
    )
    write_note(
        viewer=intake,
        client=mother,
        written=Written(
            title="First talk", on=start, category="", text="Wants a place near her son's school."
        ),
    )
    _goals(intake, enrolled[0], start)
    keep(intake, son, _drawn("BIRTH CERTIFICATE (drawn, not real)"), "birth-certificate.png")
    keep(intake, mother, _drawn("ID CARD (drawn, not real)"), "id-card.png")


def _goals(intake: Viewer, stay: Any, start: date) -> None:
    """What the mother wants to reach: one goal is reached, one on its way, one for today, one past its day."""
    today = intake.today
    for aim in (
        Aim(
            "A school place for her son",
            start,
            "Education",
            start + timedelta(days=30),
            status="achieved",
            ended_on=start + timedelta(days=24),
            progress="Enrolled at the school two streets away.",
        ),
        Aim(
            "A home near the school",
            start + timedelta(days=5),
            "Housing",
            today + timedelta(days=45),
            progress="On two waiting lists. Next: ask about deposits.",
        ),
        Aim("Papers for the waiting list", start + timedelta(days=10), "Housing", today),
        Aim("A hearing test", start + timedelta(days=20), "Health", today - timedelta(days=10)),
    ):
        set_goal(viewer=intake, enrollment=stay, aim=aim)


def _two_records(intake: Viewer) -> None:
    """One person who was entered twice; a worker saw it, and it waits to be decided."""
    first = _add(intake, {"first_name": "Jonathan", "last_name": "Mockridge", "dob": date(1979, 11, 5)})
    second = _add(
        intake,
        {"first_name": "Jon", "last_name": "Mockridge", "dob": date(1979, 5, 11)},
        different_because="other",
    )
    flag_same_person(
        viewer=intake, client_id=first.pk, other_id=second.pk, said="Same man, day and month were swapped."
    )


def _who_said_no(intake: Viewer, shelter: Any) -> None:
    """Somebody who does not want to be shared and is served like everybody."""
    today = intake.today
    client = _add(
        intake,
        {
            "first_name": "Wilhelmina",
            "last_name": "Placeholder",
            "dob": date(1966, 2, 8),
            "veteran_status": 1,
        },
        release=Said("verbal", False, today - timedelta(days=9)),
    )
    (enrolled,) = enroll_household(
        viewer=intake, project=shelter, members=[Member(client, _HEAD, today - timedelta(days=9))]
    )
    record_service(
        viewer=intake,
        enrollments=[enrolled],
        record_type=_BED_NIGHT,
        type_provided=_BED_NIGHT,
        on=today - timedelta(days=9),
    )


def _add(
    intake: Viewer,
    answers: dict[str, Any],
    *,
    other_names: tuple[OtherName, ...] = (),
    release: Said | None = None,
    different_because: str = "",
) -> Any:
    client = create_client(
        viewer=intake, profile=Profile(answers, other_names=other_names), different_because=different_because
    )
    if release:
        record_release(viewer=intake, client=client, said=release)
    return client


def _drawn(words: str) -> bytes:
    """Draw a paper that nobody can take for a real one."""
    paper = Image.new("RGB", (640, 400), "white")
    pen = ImageDraw.Draw(paper)
    pen.rectangle((12, 12, 627, 387), outline="black", width=3)
    pen.text((40, 60), words, fill="black")
    for line in range(130, 340, 30):
        pen.line((40, line, 600, line), fill="gray")
    file = io.BytesIO()
    paper.save(file, "PNG")
    return file.getvalue()
