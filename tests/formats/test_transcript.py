"""Bare transcripts: read where the names behave as speakers do, refused where they are keys, levels or prose."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatmine.formats import Head, Parsed
from chatmine.formats.transcript import FORMAT
from chatmine.records import Message, Notice

Log = Callable[..., Any]


def shown(item: Parsed) -> str:
    """`2024-03-04 10:22 Ann: hi`, `-- a heading`, `?? 3`."""
    if not isinstance(item, Message):
        return f"-- {item.text}" if isinstance(item, Notice) else f"?? {item.line}"
    when = f"{item.timestamp:%Y-%m-%d %H:%M} " if item.timestamp else ""
    return f"{when}{item.speaker}: {item.text}"


LOGS = {
    "two lines from a pipe": ("Ann: hi\nBob: pay Acme Ltd $5k\n", ["Ann: hi", "Bob: pay Acme Ltd $5k"]),
    "any script": (
        "陆总：两千万打给恒大\n小王：好的，收到\n陆总：尽快\n",
        ["陆总: 两千万打给恒大", "小王: 好的，收到", "陆总: 尽快"],
    ),
    "nobody's name": (
        ": are you there\nFang: here\n: the list came\n",
        ["(unknown): are you there", "Fang: here", "(unknown): the list came"],
    ),
    "only names begin a turn": (
        "ann: hi there\nbob: which one\nNote: two are left\n"
        "ann: options are: a, b\nsee http://x.org: it is down\nbob: ok then\n",
        [
            "ann: hi there",
            "bob: which one\nNote: two are left",
            "ann: options are: a, b\nsee http://x.org: it is down",
            "bob: ok then",
        ],
    ),
    "paragraphs": (
        "Interviewer: And then?\n\nSunniva Aas: Badly.\nThe boat broke.\n\nIt sank.\n\nInterviewer: Oh no.\n",
        ["Interviewer: And then?", "Sunniva Aas: Badly.\nThe boat broke.\n\nIt sank.", "Interviewer: Oh no."],
    ),
    "names above their words": (
        "ANN:\nhi there\n\nBOB:\nhello to you\n\nANN:\ngo on\n\nBOB:\nno\n",
        ["ANN: hi there", "BOB: hello to you", "ANN: go on", "BOB: no"],
    ),
    "bold names": (
        "**Ann:** hi there\n**Bob**: pay them all\n**Ann:** ok then\n**Bob:** done\n",
        ["Ann: hi there", "Bob: pay them all", "Ann: ok then", "Bob: done"],
    ),
    "times in brackets": (
        "[10:22] Ann: hi\n[10:23] Bob: pay Acme: now\nor later\n[10:24] Ann: ok\n",
        ["Ann: hi", "Bob: pay Acme: now\nor later", "Ann: ok"],
    ),
    "dates in brackets, US order": (
        "[3/4/2024 10:22 PM] Ann: hi\n[3/18/2024 10:23 PM] Bob: ho\n",
        ["2024-03-04 22:22 Ann: hi", "2024-03-18 22:23 Bob: ho"],
    ),
    "dates before names": (
        "2024-03-04 10:22 Ann: hi\n2024-03-04 10:23 Dr Bob: pay\n2024-03-05 10:24 Ann: ok\n",
        ["2024-03-04 10:22 Ann: hi", "2024-03-04 10:23 Dr Bob: pay", "2024-03-05 10:24 Ann: ok"],
    ),
    "moments with a zone become UTC": (
        "2024-03-04T10:22:00Z Ann: hi\n2024-03-04T10:23:00+02:00 Bob: pay\n2024-03-04T10:24:00Z Ann: ok\n",
        ["2024-03-04 10:22 Ann: hi", "2024-03-04 08:23 Bob: pay", "2024-03-04 10:24 Ann: ok"],
    ),
    "times after names": (
        "Ann (4 March 2024 10:22): hi\nBob (4 March 2024 10:23):pay\nAnn (4 March 2024 10:25): ok\n",
        ["2024-03-04 10:22 Ann: hi", "2024-03-04 10:23 Bob: pay", "2024-03-04 10:25 Ann: ok"],
    ),
    "a heading with the day, and midnight": (
        "Call with Acme\nDate: 4 March 2024\n\n[23:58] Ann: hi\n[23:59] Bob: ho\n[00:04] Ann: late\n",
        [
            "-- Call with Acme",
            "-- Date: 4 March 2024",
            "2024-03-04 23:58 Ann: hi",
            "2024-03-04 23:59 Bob: ho",
            "2024-03-05 00:04 Ann: late",
        ],
    ),
    "an undated heading": (
        "# Call with Acme\nParticipants: Ann, Bob\n\nAnn: hi there\nBob: well, hello\nAnn: shall we\nBob: yes\n",
        [
            "-- # Call with Acme\nParticipants: Ann, Bob",
            "Ann: hi there",
            "Bob: well, hello",
            "Ann: shall we",
            "Bob: yes",
        ],
    ),
}


@pytest.mark.parametrize(("text", "said"), LOGS.values(), ids=LOGS.keys())
def test_turns_are_read(text: str, said: list[str], memory_log: Log) -> None:
    log = memory_log(text)
    items = list(FORMAT.parse(log))
    assert list(map(shown, items)) == said
    assert 0.5 <= FORMAT.sniff(log.head) <= 0.6
    owned = [number for item in items for number in range(item.line, item.line + item.lines)]
    assert owned == sorted(set(owned))
    assert {number for number, line in log.lines() if line.strip()} <= set(owned)


NO_CHATS = {
    "settings": "name: chatmine\nversion: 1.0\nservices: a b\n",
    "capital settings": "Server: localhost now\nPort: 80\n",
    "yaml": "web: image one\ndb: image two\nports: 80 to 80\ncache: redis one\nqueue: rabbit one\n",
    "an e-mail": "From: Ann <a@b.c>\nTo: Bob\nSubject: Hello there\n\nHello Bob, how are you?\n",
    "Debian control": "Package: a\nVersion: 1\nDepends: x, y\nDescription: foo bar\n\n" * 4,
    "robots.txt": "User-agent: *\nDisallow: /a\nDisallow: /b\nAllow: /\n",
    "syslog": "Mar  4 21:58:10 web1 sshd[123]: Accepted x\n" * 6,
    "a system's log": "2024-03-04 21:58:10 web1 app: Accepted x\n2024-03-04 21:58:10 web1 cron: run\n" * 6,
    "levels": "2024-03-04 21:58:10 INFO: started\n2024-03-04 21:58:10 ERROR: bad\n" * 6,
    "compiler": "fail.c:3: error: cannot find it\nfail.c:5: error: cannot find it\n" * 3,
    "a changelog": "Added: new tables\nFixed: the money grammar\nAdded: more tables\nFixed: less of it\n" * 2,
    "code": "def f(x):\n    return 1\nclass A:\n    x: int = 1\nelse:\n    pass\n",
    "css": "a { color: red; }\nb { color: red; }\ncolor: red;\ncolor: blue;\n",
    "json": '{"a": 1,\n"b": 2}',
    "markdown": "# Title\n\nSome text: with a colon.\n\n- **Speed**: fast and good\n- **Size**: small and good\n",
    "prose": "There are two things to say.\nFirst: it rained.\nThen it stopped, and we went home.\nThe end.\n",
    "IRC": "<ann> hi: there\n<bob> ho\n",
    "nothing": "",
}


@pytest.mark.parametrize("text", NO_CHATS.values(), ids=NO_CHATS.keys())
def test_keys_levels_and_prose_are_no_speakers(text: str) -> None:
    assert FORMAT.sniff(Head("x.txt", text)) == 0


def test_files_of_code_and_settings_are_left_alone() -> None:
    assert FORMAT.sniff(Head("compose.yaml", "Ann: hi there\nBob: ho\nAnn: hi there\n")) == 0


@pytest.mark.parametrize("pattern", ["{}: {}", "[10:22] {}: {}", "2024-03-04 10:22 {}: {}", "{} (10:22): {}"])
@given(
    said=st.lists(
        st.tuples(
            st.sampled_from(["Ann", "Bob Ray", "陆总", "Dr Ó Briain"]),
            st.from_regex(r"[a-z£$€陆][a-zA-Z0-9 ,%'£陆:-]{0,40}[a-z0-9](\n[a-z]{1,9}){0,2}", fullmatch=True),
        ),
        min_size=3,
    )
)
def test_what_is_written_is_read(pattern: str, said: list[tuple[str, str]], memory_log: Log) -> None:
    log = memory_log("\n".join(pattern.format(*turn) for turn in said))
    assert [(item.speaker, item.text) for item in FORMAT.parse(log) if isinstance(item, Message)] == said
