"""A condition says the same in Python and in SQL."""

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from hearth.hud.condition import condition

SETS = {"some": (1, 2, 99)}
CODES = st.one_of(st.none(), st.integers(0, 3), st.just(99))

_atoms = st.one_of(
    st.builds(
        "{} {} {}".format,
        st.sampled_from("ABC"),
        st.sampled_from(["==", "!=", "<", "<=", ">", ">="]),
        st.sampled_from(["0", "1", "2", "99", "A", "B"]),
    ),
    st.builds("{} {} {}".format, st.sampled_from("ABC"), st.sampled_from(["in", "not in"]), st.just("some")),
    st.builds(
        "{} {} {}".format, st.sampled_from("ABC"), st.sampled_from(["in", "not in"]), st.just("[0, 3]")
    ),
    st.builds("{} {} None".format, st.sampled_from("ABC"), st.sampled_from(["is", "is not"])),
    st.builds("{} in facts.codes".format, st.sampled_from(["1", "99", "A"])),
)
TEXTS = st.recursive(
    _atoms,
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not ({})".format, inner),
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, a=CODES, b=CODES, c=CODES, codes=st.lists(st.integers(0, 3), max_size=3))
def test_a_condition_agrees_with_its_sql(
    text: str, a: int | None, b: int | None, c: int | None, codes: list[int]
) -> None:
    read = condition(text, SETS)
    in_python = read.holds({"A": a, "B": b, "C": c, "facts.codes": tuple(codes)})
    sql = read.sql(lambda name: {"facts.codes": "codes"}.get(name, name))
    query = f"select {sql} from (select ?::int as A, ?::int as B, ?::int as C, ?::int[] as codes)"
    row = duckdb.execute(query, [a, b, c, codes]).fetchone()
    assert row == (in_python,)
