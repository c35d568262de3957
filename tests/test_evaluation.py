"""Scoring against gold: what is read of it, what counts as right, and what each mistake is called."""

import json
from pathlib import Path

import pytest
from spacy.language import Language
from tests.marked import conversations

from chatmine.errors import UsageError
from chatmine.evaluation import (
    Compared,
    Gold,
    Score,
    Seen,
    compare,
    find_mistakes,
    labels_in,
    read_gold,
    read_seen,
    score_all,
)
from chatmine.nlp.tagging import tag
from chatmine.records import Mention, Message


def gold_of(tmp_path: Path, *lines: object) -> Gold:
    """The gold of these lines, objects or raw text."""
    path = tmp_path / "gold.jsonl"
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines), "utf-8")
    return read_gold(str(path))


def compared(marked: str, found: str) -> list[Compared]:
    """Two markings of the same conversations beside each other."""
    sides = (conversations(marked.splitlines()), conversations(found.splitlines()))
    return [
        Compared(message, *(frozenset((m.start, m.end, m.label) for m in mentions) for mentions in both))
        for (message, one), (_, other) in zip(*sides, strict=True)
        for both in [(one, other)]
    ]


def scores(results: list[Compared], seen: Seen | None = None) -> dict[tuple[str, str], tuple[int, int, int]]:
    """(gold, found, right) by slice and label."""
    return {(score.slice, score.label): (score.gold, score.found, score.right) for score in score_all(results, seen)}


MARKED = """\
Ann: ask [Jens Stoltenberg]|PERSON of [NATO]|ORG
Bob: [acme]|ORG paid [£12k]|MONEY
Ann: hello, Will you come?
@other
Cy: the [Bank of China]|ORG and [Ann]|PERSON
"""
FOUND = """\
Ann: ask [Jens Stoltenberg]|PERSON of NATO
Bob: [acme]|PERSON paid [£12k]|MONEY
Ann: hello, [Will]|PERSON you come?
@other
Cy: the Bank of [China]|ORG and [Ann]|PERSON
"""


def test_a_mention_counts_when_start_end_and_label_are_right() -> None:
    counts = scores(compared(MARKED, FOUND))
    assert counts["all", "PERSON"] == (2, 4, 2)
    assert counts["all", "ORG"] == (3, 1, 0)
    assert counts["all", "MONEY"] == (1, 1, 1)
    assert counts["all", "micro"] == (6, 6, 3)


def test_slices_of_messages_take_all_that_is_in_them() -> None:
    counts = scores(compared(MARKED, FOUND))
    assert counts["lower case", "micro"] == (2, 2, 1)
    assert counts["no mention", "micro"] == (0, 1, 0)
    assert {score.messages for score in score_all(compared(MARKED, FOUND)) if score.slice == "no mention"} == {1}


def test_chinese_has_no_capitals_to_leave_out() -> None:
    assert ("lower case", "micro") not in scores(compared("Ann: 找[王局]|PERSON", "Ann: 找王局"))


def test_slices_of_mentions_ask_the_same_of_what_is_marked_and_found() -> None:
    counts = scores(compared(MARKED, FOUND), Seen.of(["ANN", "China"]))
    assert counts["one word", "micro"] == (4, 5, 2)
    assert counts["seen", "micro"] == (1, 2, 1)
    assert counts["unseen", "micro"] == (4, 3, 1)
    assert ("seen", "MONEY") not in counts and ("unseen", "MONEY") not in counts


def test_without_word_of_what_training_saw_nothing_is_said_of_it() -> None:
    assert {name for name, _ in scores(compared(MARKED, FOUND))} == {"all", "lower case", "no mention", "one word"}


def test_a_rate_of_nothing_is_no_number() -> None:
    score = Score("all", "ORG", gold=0, found=0, right=0)
    assert (score.precision, score.recall, score.f1) == (None, None, None)
    assert Score("all", "ORG", gold=2, found=0, right=0).f1 == 0


def test_each_mistake_has_its_name_and_its_neighbours() -> None:
    mistakes = list(find_mistakes(compared(MARKED, FOUND)))
    assert [(each.kind, each.row[2], each.row[6]) for each in mistakes] == [
        ("miss", "NATO", None),
        ("wrong label", "acme", "acme"),
        ("false alarm", None, "Will"),
        ("wrong boundary", "Bank of China", "China"),
    ]
    second = mistakes[1]
    assert second.before and second.before.text == "ask Jens Stoltenberg of NATO"
    assert second.after and second.after.text == "hello, Will you come?"
    assert mistakes[2].after is None, "the next message is another conversation's"
    assert mistakes[3].before is None


@pytest.mark.parametrize(
    ("marked", "found", "kinds"),
    [
        ("A: [x y z]|ORG", "A: x [y]|PERSON z", ["wrong label and boundary"]),
        ("A: [a b]|ORG [c d]|ORG", "A: a [b c d]|ORG", ["miss", "wrong boundary"]),
        ("A: [a b c]|ORG", "A: [a]|ORG [b c]|ORG", ["wrong boundary", "false alarm"]),
        ("A: [a]|ORG[b]|ORG", "A: a[b]|ORG", ["miss"]),
    ],
)
def test_spans_that_overlap_are_one_mistake(marked: str, found: str, kinds: list[str]) -> None:
    assert sorted(each.kind for each in find_mistakes(compared(marked, found))) == sorted(kinds)


def test_labels_of_other_guides_are_mapped_or_left_out(tmp_path: Path) -> None:
    ents = [[0, 3, "PER"], [4, 8, "ORGANIZATION"], [9, 14, "LOC"]]
    gold = gold_of(tmp_path, {"text": "Ann NATO Paris", "ents": ents})
    assert [labelled.spans for labelled in gold.labelled] == [((0, 3, "PERSON"), (4, 8, "ORG"))]
    assert (gold.problems, gold.others) == ([], {"LOC": 1})


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[1]", 'no object with a "text"'),
        ({"text": 7, "ents": []}, 'no object with a "text"'),
        ({"text": "hi"}, 'no list "ents"; a message without mentions has an empty one'),
        ({"text": "hi", "ents": [[0, 3, "ORG"]]}, "a mention from 0 to 3 is outside the text, which has 2 characters"),
        ({"text": "hi", "ents": [[1, 1, "ORG"]]}, "a mention from 1 to 1 is outside the text, which has 2 characters"),
        (
            {"text": "hi", "ents": [[-1, 1, "ORG"]]},
            "a mention from -1 to 1 is outside the text, which has 2 characters",
        ),
        ({"text": "hi", "ents": [[0, 2, "PRESON"]]}, "there is no label 'PRESON'; write PERSON, ORG, MONEY"),
        ({"text": "hi", "ents": [[0, 2]]}, "a mention is not [start, end, label]: [0, 2]"),
        ({"text": "hi", "ents": [[False, 2, "ORG"]]}, 'a mention is not [start, end, label]: [false, 2, "ORG"]'),
        (
            {"text": "a b", "ents": [[2, 3, "ORG"], [0, 3, "PER"]]},
            "mentions overlap: [0, 3, 'PERSON'] and [2, 3, 'ORG']",
        ),
        ({"text": "\ud800", "ents": []}, "the text holds half a character (a lone surrogate)"),
        ({"text": "hi", "ents": [], "speaker": ["x"]}, "speaker is neither a text nor a number"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_and_the_others_count(tmp_path: Path, line: object, reason: str) -> None:
    gold = gold_of(tmp_path, {"text": "Ann", "ents": []}, "", line, {"text": "Bob", "ents": []})
    assert [(problem.line, problem.reason) for problem in gold.problems] == [(3, reason)]
    assert [labelled.message.text for labelled in gold.labelled] == ["Ann", "Bob"]


def test_a_line_that_is_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"text": "hi", "ents": []}\r\n{"text": "\xff", "ents": []}\r\n')
    gold = read_gold(str(path))
    assert [labelled.message.text for labelled in gold.labelled] == ["hi"]
    assert [(problem.line, problem.reason) for problem in gold.problems] == [(2, "not UTF-8")]


def test_gold_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        read_gold(str(tmp_path / "none.jsonl"))


def test_lines_of_a_conversation_come_together_in_their_order(tmp_path: Path) -> None:
    lines = [("one", "a"), ("two", "b"), ("three", None), ("four", "a"), ("five", None)]
    gold = gold_of(tmp_path, *({"text": text, "ents": [], "conversation": chat} for text, chat in lines))
    assert [labelled.message.text for labelled in gold.labelled] == ["one", "four", "two", "three", "five"]
    assert len({labelled.message.conversation for labelled in gold.labelled}) == 4, (
        "a line without one is one by itself"
    )


def test_only_labels_that_the_gold_uses_are_scored(tmp_path: Path) -> None:
    gold = gold_of(tmp_path, {"text": "Ann paid £5", "ents": [[0, 3, "PERSON"]]})
    assert labels_in(gold.labelled) == ("PERSON",)
    assert labels_in([]) == ("PERSON", "ORG", "MONEY")
    message = gold.labelled[0].message
    found = [Mention(message, "PERSON", 0, 3, "Ann"), Mention(message, "MONEY", 9, 11, "£5")]
    (only,) = compare(gold.labelled, [(message, found)], labels_in(gold.labelled))
    assert only.found == only.marked == {(0, 3, "PERSON")}


def test_what_users_get_is_what_is_scored(tmp_path: Path, nlp: Language) -> None:
    line = {"text": "NATO pays up to £12k", "ents": [[0, 4, "ORG"], [16, 20, "MONEY"]]}
    gold = gold_of(tmp_path, line)
    messages: list[Message] = [labelled.message for labelled in gold.labelled]
    (only,) = compare(gold.labelled, tag(messages, nlp))
    assert only.marked == only.found


def test_what_training_saw_goes_with_the_pipeline(tmp_path: Path) -> None:
    Seen.of(["Boss Lu", "陆总"]).write(tmp_path)
    seen = read_seen(tmp_path)
    assert seen and len(seen) == 2
    assert all(name in seen for name in ("boss lu", "Boss  Lu", "ＢＯＳＳ ＬＵ", "陆总"))
    assert "Boss" not in seen
    assert b"Lu" not in (tmp_path / "seen_names.bin").read_bytes()
    assert read_seen(tmp_path / "elsewhere") is None and read_seen(None) is None
