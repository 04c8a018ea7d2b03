"""A query that is kept gives what it would give if it were made anew."""

from typing import Any

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import CharField, F, QuerySet, Value
from django.test.utils import CaptureQueriesContext

from hearth.records.kept_condition import Asked
from hearth.records.kept_query import IsOneOf, KeptQuery
from hearth.records.models import CoC

pytestmark = pytest.mark.django_db


@pytest.fixture
def cocs() -> None:
    for number in range(1, 5):
        CoC.objects.create(code=f"XX-50{number}", name=f"County {number}")


def test_rows_are_asked_anew_and_the_query_is_made_once(cocs: None) -> None:
    made = []

    def build() -> "QuerySet[CoC]":
        made.append(1)
        return CoC.objects.filter(code=Asked("code", CharField())).annotate(told=Value("here"))

    kept = KeptQuery(build)

    assert [(one.name, one.told) for one in kept.rows(code="XX-502")] == [("County 2", "here")]  # type: ignore[attr-defined]
    CoC.objects.filter(code="XX-503").update(name="Renamed")
    assert [one.name for one in kept.rows(code="XX-503")] == ["Renamed"]
    assert kept.rows(code="XX-999") == []
    assert made == [1]


def test_a_list_of_any_length_has_one_text(cocs: None) -> None:
    codes = Asked("codes", ArrayField(CharField()))
    kept = KeptQuery(lambda: CoC.objects.filter(IsOneOf(F("code"), codes)).order_by("code"))
    texts = set()
    for asked in ([], ["XX-501"], ["XX-501", "XX-503", "XX-777"]):
        with CaptureQueriesContext(connection) as said:
            found = [one.code for one in kept.rows(codes=asked)]
        assert found == [code for code in asked if code != "XX-777"]
        texts.add(said[0]["sql"].split("any")[0])
    assert len(texts) == 1


def test_a_union_of_values_is_kept_whole(cocs: None) -> None:
    def build() -> "QuerySet[CoC, Any]":
        code = Asked("code", CharField())
        first = CoC.objects.filter(code=code).order_by().values_list("code", "name")
        return first.union(CoC.objects.exclude(code=code).order_by().values_list("name", "code"), all=True)

    kept = KeptQuery(build)

    assert ("XX-501", "County 1") in kept.rows(code="XX-501")
    assert ("County 1", "XX-501") in kept.rows(code="XX-504")


def test_a_value_that_nobody_gave_is_missed(cocs: None) -> None:
    kept = KeptQuery(lambda: CoC.objects.filter(code=Asked("code", CharField())))

    with pytest.raises(KeyError, match="code"):
        kept.rows()
