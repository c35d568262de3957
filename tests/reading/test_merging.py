"""Many files: exports that overlap are merged, and no message is lost or counted twice."""

import json
import random
from collections import Counter
from pathlib import Path

import pytest
from tests.reading.conftest import IRC, Reading

from chatmine.reading import Options
from chatmine.reading.merging import Keys

DAY = "[2024-03-04 {time}] <{nick}> {text}\n"


def log(*messages: str) -> str:
    """An IRC log of these messages, each written `HH:MM:SS nick text`."""
    split = (message.split(" ", 2) for message in messages)
    return "".join(DAY.format(time=time, nick=nick, text=text) for time, nick, text in split)


ONE, TWO, THREE = "21:58:01 ann hello there", "21:58:02 bob hi ann", "21:58:40 ann how much"


def read_both(folder: Path, reading: Reading, first: str, second: str, options: Options | None = None) -> list[int]:
    """How many messages each of two exports of `#deals` adds; the counts of both files add up."""
    for name, text in (("old", first), ("new", second)):
        (folder / name).mkdir()
        (folder / name / "#deals.log").write_text(text)
    _, reports = reading(folder / "old" / "#deals.log", folder / "new" / "#deals.log", options=options)
    for report, text in zip(reports, (first, second), strict=True):
        assert report.messages + report.duplicates == report.read == text.count("\n")
    return [report.messages for report in reports]


@pytest.mark.parametrize(
    ("first", "second", "new"),
    [
        pytest.param([ONE, TWO], [TWO, THREE], 1, id="an overlap is counted once"),
        pytest.param([ONE, TWO], [ONE, TWO], 0, id="the same export twice"),
        pytest.param([ONE], [THREE], 1, id="exports that only follow each other"),
        pytest.param([ONE, ONE], [ONE, ONE], 0, id="two of a second in both are two"),
        pytest.param([ONE], [ONE, ONE], 1, id="the second of a second is new where the other file had one"),
        pytest.param([ONE, ONE], [ONE], 0, id="and not where it had two"),
        pytest.param([ONE, TWO, ONE], [ONE, TWO, ONE], 0, id="a repetition with others between"),
        pytest.param([ONE], ["21:58:01 bob hello there"], 1, id="another speaker"),
        pytest.param([ONE], ["21:58:02 ann hello there"], 1, id="another second"),
        pytest.param([TWO, ONE], [THREE, TWO, ONE], 1, id="newest first"),
    ],
)
def test_overlapping_exports_are_merged(
    tmp_path: Path, reading: Reading, first: list[str], second: list[str], new: int
) -> None:
    assert read_both(tmp_path, reading, log(*first), log(*second)) == [len(first), new]


def test_same_second_messages_within_one_file_all_stay(tmp_path: Path, reading: Reading) -> None:
    (tmp_path / "deals.log").write_text(log(ONE, ONE, ONE))
    (tmp_path / "other.log").write_text(log(TWO))
    messages, _ = reading(tmp_path)
    assert len(messages) == 4


def test_merging_can_be_switched_off(tmp_path: Path, reading: Reading) -> None:
    both = log(ONE, TWO)
    assert read_both(tmp_path, reading, both, both, Options(keep_duplicates=True)) == [2, 2]


def test_undated_logs_are_not_merged(tmp_path: Path, reading: Reading) -> None:
    assert read_both(tmp_path, reading, IRC, IRC) == [3, 3]


def test_two_conversations_are_not_merged(tmp_path: Path, reading: Reading) -> None:
    (tmp_path / "#deals.log").write_text(log(ONE, TWO))
    (tmp_path / "#port.log").write_text(log(ONE, TWO))
    messages, _ = reading(tmp_path)
    assert len(messages) == 4


def test_a_copy_of_a_file_is_told_and_counted_once(tmp_path: Path, reading: Reading) -> None:
    text = "".join(DAY.format(time=f"21:58:{second}", nick="ann", text=f"offer {second}") for second in range(10, 60))
    for name in ("deals.log", "backup of deals.log"):
        (tmp_path / name).write_text(text)
    messages, (first, second) = reading(tmp_path)
    assert len(messages) == 50
    assert (second.messages, second.duplicates) == (0, 50)
    assert second.remarks == [f"the same bytes as {first.path}"]


def telegram(*entries: tuple[int, str]) -> str:
    messages = [
        {
            "id": number,
            "type": "message",
            "date": "2024-03-04T21:58:00",
            "from": "Ann",
            "from_id": "user1",
            "text": text,
        }
        for number, text in entries
    ]
    return json.dumps({"name": "Deals", "type": "personal_chat", "id": 7, "messages": messages})


def test_a_platforms_ids_tell_messages_apart(tmp_path: Path, reading: Reading) -> None:
    """The second export has one message more, of the same second and with the same text, and an edited one."""
    for name, text in (("a", telegram((1, "ok"), (2, "15k"))), ("b", telegram((1, "ok"), (2, "16k"), (3, "ok")))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "result.json").write_text(text)
    messages, reports = reading(tmp_path)
    assert [message.text for message in messages] == ["ok", "15k", "ok"]
    assert [report.duplicates for report in reports] == [0, 2]


@pytest.mark.parametrize("seed", range(20))
def test_the_merged_messages_are_the_most_that_any_file_has(tmp_path: Path, reading: Reading, seed: int) -> None:
    """Exports of random spans of one chat, many of its messages alike, in any order of the files."""
    chance = random.Random(seed)  # noqa: S311
    chat = [f"21:58:{chance.randint(10, 25)} {chance.choice('ab')}nn {chance.choice(['ok', 'no'])}" for _ in range(60)]
    chat.sort()
    paths, most = [], Counter[str]()
    for number in range(4):
        start = chance.randint(0, 40)
        part = chat[start : start + chance.randint(1, 40)]
        most |= Counter(part)
        paths.append(tmp_path / str(number) / "deals.log")
        paths[-1].parent.mkdir()
        paths[-1].write_text(log(*part))
    messages, _ = reading(*paths)
    merged = Counter(f"{m.timestamp:%H:%M:%S} {m.speaker} {m.text}" for m in messages)
    assert merged == most


def test_the_parts_of_one_export_are_one_conversation(tmp_path: Path, reading: Reading) -> None:
    for number in (1, 2):
        (tmp_path / f"#deals [part {number}].log").write_text(log(ONE if number == 1 else THREE))
    messages, _ = reading(tmp_path)
    assert {message.conversation for message in messages} == {"#deals"}


def test_numbers_are_kept_in_a_compact_set() -> None:
    numbers = [hash(("message", number)) & ((1 << 64) - 1) for number in range(50_000)]
    keys = Keys()
    for number in numbers[::2]:
        keys.add(number)
    assert all(number in keys for number in numbers[::2])
    assert not any(number in keys for number in numbers[1::2])
