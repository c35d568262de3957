"""Every sentence of the case files, read as its marks say."""

import pytest
from tests.nlp.money.marked import CASES, as_answers, read_sentences, unmark

from chatmine.nlp.money import money

SENTENCES = [(path.stem, sentence) for path in sorted(CASES.glob("*.txt")) for sentence in read_sentences(path.name)]


@pytest.mark.parametrize(("topic", "sentence"), SENTENCES)
def test_reads_the_marked_sums(topic: str, sentence: str) -> None:
    text, expected = unmark(sentence)
    found = money(text)
    assert as_answers(found, expected) == expected, topic
    assert all(m.surface == text[m.start : m.end] == m.surface.strip() for m in found)
