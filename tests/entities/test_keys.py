"""Keys fold what does not tell names apart, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatmine.entities.keys import difference, key, words
from chatmine.entities.suggestions import like
from chatmine.records import MONEY, ORG, PERSON

LABELS = st.sampled_from([PERSON, ORG])


@given(st.text(min_size=1, max_size=40).filter(str.strip), LABELS)
def test_blanks_around_a_name_do_not_count(name: str, label: str) -> None:
    assert key(name, label)
    assert key(f" {name} ", label) == key(name.strip(), label)


@given(st.text(max_size=40), st.text(max_size=40), LABELS)
def test_forms_with_one_key_have_a_reason(a: str, b: str, label: str) -> None:
    if a != b and key(a, label) == key(b, label):
        assert difference(a, b, label)


@given(
    st.text(alphabet="王植質張陳李明 ", min_size=1, max_size=6),
    st.text(alphabet="王植質張陳李明 ", min_size=1, max_size=6),
)
def test_han_names_are_one_only_if_they_are_written_alike(a: str, b: str) -> None:
    if a.replace(" ", "") and b.replace(" ", ""):
        assert (key(a, PERSON) == key(b, PERSON)) == (a.replace(" ", "") == b.replace(" ", ""))


def test_a_hostile_name_takes_no_time() -> None:
    for name in ("ltd " * 20_000, "a." * 50_000, "(" * 50_000, "' " * 50_000):
        assert key(name, ORG)
        assert words(name, PERSON) is not None


@pytest.mark.parametrize("label", [PERSON, ORG, MONEY])
def test_a_name_of_signs_alone_is_kept(label: str) -> None:
    assert key("!!!", label) == "!!!"


def test_like() -> None:
    assert like("amnesty", ["Amnesty International", "NATO", "Human Rights Watch"]) == ["Amnesty International"]
    assert like("x", ["NATO"]) == []
