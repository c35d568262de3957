"""Each limit is kept while reading, is a named problem when it is met, and loses nothing that was read before."""

import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.reading.conftest import IRC, Reading

from chatmine.limits import LIMITS
from chatmine.reading import FAILED, READ, FileReport, Options
from chatmine.records import Message

Read = Callable[..., tuple[list[Message], FileReport]]


@pytest.fixture
def read_text(tmp_path: Path, reading: Reading) -> Read:
    """`read_text(text, **limits)`: the messages and the account of a file of this text."""

    def read_text(text: str, **limits: int) -> tuple[list[Message], FileReport]:
        path = tmp_path / "log"
        path.write_text(text)
        messages, (report,) = reading(path, options=Options(limits=replace(LIMITS, **limits)))
        return messages, report

    return read_text


ENTRY = {"from": "ann", "ts": "2024-03-04 21:58", "text": "hi"}


def test_a_line(read_text: Read) -> None:
    messages, report = read_text(IRC + "[22:01] <ann> " + "x" * 999 + "\n", line_characters=100)
    assert [len(message.text) for message in messages[3:]] == [86]
    assert report.remarks == ["a line of more than 100 characters: the rest of it is left out"]


def test_a_text_in_json_that_goes_on_and_on(read_text: Read) -> None:
    long = {**ENTRY, "text": "x" * 900_000, "id": "1"}
    messages, report = read_text(json.dumps([ENTRY, long, ENTRY]), item_characters=10_000)
    assert [message.text for message in messages] == ["hi", "hi"] or len(messages) == 3
    assert "an item of more than 10,000 characters: the rest of it is left out" in report.remarks
    assert (report.status, report.read) == (READ, 3)


def test_an_item_of_json_with_no_end_of_fields(read_text: Read) -> None:
    many = {**ENTRY, "more": [{"a": n} for n in range(5000)]}
    messages, report = read_text(json.dumps([ENTRY, many, ENTRY]), item_characters=10_000)
    assert [message.text for message in messages] == ["hi", "hi", "hi"]
    assert report.remarks == ["an item of more than 10,000 characters: the rest of it is left out"]


def test_fields_around_the_messages_of_json(read_text: Read) -> None:
    document = {"name": "Deals", **{f"key {n}": n for n in range(500)}, "messages": [ENTRY, ENTRY]}
    messages, report = read_text(json.dumps(document), item_characters=10_000)
    assert len(messages) == 2
    assert report.remarks == ["more than 10,000 characters around its messages: the rest of that is left out"]


def test_json_nested_around_its_messages(read_text: Read) -> None:
    text = json.dumps([ENTRY, ENTRY])
    chats = '{"chats": [{"messages": ' + text + '}, {"messages": ' + '{"a": ' * 60
    messages, report = read_text(chats, nesting=50)
    assert (len(messages), report.status) == (2, FAILED)
    assert report.problem == "the JSON is nested more than 50 deep"


SMS = '<?xml version="1.0"?>\n<smses count="2">\n<sms address="1" date="1709589480000" type="1" body="hi"/>\n'


def test_elements_of_xml_inside_one_another(read_text: Read) -> None:
    messages, report = read_text(SMS + "<sms>" * 200_000)
    assert (len(messages), report.status) == (1, FAILED)
    assert report.problem == "the XML is nested more than 100 deep"


def test_an_element_with_no_end(read_text: Read) -> None:
    messages, report = read_text(SMS + '<sms address="1"><a>' + "<b>x</b>" * 20_000, item_characters=1000)
    assert (len(messages), report.status) == (1, FAILED)
    assert report.problem == "what begins at line 4 has no end within 1,000 characters"


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "b">',
        '<!ENTITY a "b"><!ENTITY c "&a;&a;&a;&a;&a;&a;"><!ENTITY d "&c;&c;&c;&c;">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a SYSTEM "http://x.example/a.dtd">%a;',
    ],
)
def test_entities_of_xml_are_refused(read_text: Read, declared: str) -> None:
    text = SMS.replace("\n", f"\n<!DOCTYPE smses [{declared}]>\n", 1) + '<sms body="&a;&d;"/></smses>'
    messages, report = read_text(text)
    assert (messages, report.status) == ([], FAILED)
    assert report.problem.startswith("refused: ")


def test_what_is_piped_in(monkeypatch: pytest.MonkeyPatch, reading: Reading) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO((IRC * 1000).encode())))
    limits = replace(LIMITS, piped_bytes=10 * len(IRC) + 3)
    messages, (report,) = reading(Path("-"), options=Options(limits=limits))
    assert len(messages) == 30
    assert report.problem == f"more than {limits.piped_bytes} bytes were piped in: the rest is not read"


def test_a_members_name(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "leak.tar"
    with tarfile.open(path, "w") as archive:
        for name in ("a" * 9000, "b.log"):
            info = tarfile.TarInfo(name)
            info.size = len(IRC)
            archive.addfile(info, io.BytesIO(IRC.encode()))
    messages, (first, second) = reading(path)
    assert (len(messages), second.status) == (3, READ)
    assert first.problem == "a name of more than 4,096 characters: not read"
    assert len(first.path) < 200


def test_of_a_member_that_unpacks_to_too_much_the_beginning_is_read(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "a.log.gz"
    path.write_bytes(gzip.compress((IRC * 100_000).encode()))
    messages, (report,) = reading(path, options=Options(limits=replace(LIMITS, unpacked_bytes=1 << 20)))
    assert 0.9 * (1 << 20) < report.bytes <= 1 << 20
    assert len(messages) == report.messages > 3 * 0.9 * (1 << 20) / len(IRC)
    assert report.problem == "not read further: the archive unpacks to more than 1,048,576 bytes"


def test_the_hash_is_that_of_what_was_read(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "a.log"
    path.write_text(IRC)
    _, (report,) = reading(path)
    assert (report.sha256, report.bytes) == (hashlib.sha256(IRC.encode()).hexdigest(), len(IRC))
