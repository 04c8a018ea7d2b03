"""Which text a client reads, and whether an answer is needed before they are added."""

from datetime import date

import pytest

from hearth.access.consent_texts import Kind, text_by_key, text_in_force, versions
from hearth.access.release_required import release_missing
from hearth.records.models import ConsentText, Setting
from hearth.records.write import change
from tests.community import COC_CODE, Community, viewer_for

DAY = date(2026, 3, 10)


def keep(version: int, on: date, coc: str | None = None, kind: str = Kind.RELEASE) -> ConsentText:
    with change(by=None, action="test") as signed:
        return ConsentText.objects.create(
            kind=kind,
            coc_id=coc,
            version=version,
            effective_on=on,
            words={"en": {"title": f"Title {version}", "text": "Text"}},
            networks=[{"code": "hmis", "name": {"en": "HMIS"}}],
            change=signed,
        )


def test_the_cocs_text_holds_before_the_instances_and_hearths_own_where_nobody_wrote_one(
    community: Community,
) -> None:
    assert text_in_force(Kind.RELEASE, COC_CODE, DAY).key == "hearth-1"
    keep(1, date(2026, 1, 1))
    assert text_in_force(Kind.RELEASE, COC_CODE, DAY).key == "all-1"
    keep(1, date(2026, 1, 1), COC_CODE)
    assert text_in_force(Kind.RELEASE, COC_CODE, DAY).key == f"{COC_CODE}-1"
    assert text_in_force(Kind.NOTICE, COC_CODE, DAY).key == "hearth-1"


def test_a_new_version_holds_from_its_day_and_the_old_one_stays_readable(community: Community) -> None:
    keep(1, date(2026, 1, 1))
    keep(2, date(2026, 4, 1))
    assert text_in_force(Kind.RELEASE, None, DAY).version == 1
    assert text_in_force(Kind.RELEASE, None, date(2026, 4, 1)).version == 2
    assert [one.key for one in versions(Kind.RELEASE, None)] == ["all-2", "all-1", "hearth-1"]
    old = text_by_key(Kind.RELEASE, "all-1")
    assert old is not None
    assert old.title("es") == "Title 1"
    assert text_by_key(Kind.RELEASE, "all-9") is None
    assert text_by_key(Kind.RELEASE, "nonsense") is None


@pytest.mark.parametrize("kind", [Kind.RELEASE, Kind.NOTICE])
def test_hearth_brings_each_text_in_english_and_spanish_in_short_sentences(kind: str) -> None:
    text = text_by_key(kind, "hearth-1")
    assert text is not None
    assert text.languages == ["en", "es"]
    assert text.digest("en") != text.digest("es")
    for language in text.languages:
        sentences = [one for one in text.body(language).replace("?", ".").split(".") if one.strip()]
        words = [len(one.split()) for one in sentences]
        assert sum(words) / len(words) < 16


def test_an_answer_is_needed_before_adding_only_where_the_agency_asks_and_a_no_is_one(
    community: Community,
) -> None:
    viewer = viewer_for(community.personas["intake_worker"])
    assert not release_missing(viewer, answered=False, is_private=False)
    Setting.objects.create(key="release_required", value=True, organization=community.own_agency)
    assert release_missing(viewer, answered=False, is_private=False)
    assert not release_missing(viewer, answered=True, is_private=False)
    assert not release_missing(viewer, answered=False, is_private=True)
