"""Each dialect of IRC: what a line says, who says it, when."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatmine.formats import Parsed
from chatmine.formats.irc import _LINES, DIALECTS, FORMAT
from chatmine.records import Message, Notice


def shown(item: Parsed) -> str:
    """`12:30 Ann: hi`, `12:30 * Ann waves`, `-- what the log says`, `?? what nobody can read`."""
    if not isinstance(item, Message):
        return f"-- {item.text}" if isinstance(item, Notice) else f"?? {item.line}"
    when = f"{item.timestamp:%Y-%m-%d %H:%M:%S} " if item.timestamp else ""
    said = f"* {item.speaker} {item.text}" if item.kind == "action" else f"{item.speaker}: {item.text}"
    return when + said


LOGS = {
    "irssi": (
        "deals.log",
        "--- Log opened Mon Mar 04 21:58:01 2024\n"
        "21:58 -!- marta [~marta@203.0.113.5] has joined #deals\n"
        "21:58 <@boss> did Halden Shipping wire the 40k?\n"
        "21:59 < marta> not yet <tag> and a: colon\n"
        "21:59  * marta checks the bank\n"
        "--- Day changed Tue Mar 05 2024\n"
        "00:04 <+ivan> they paid",
        [
            "-- --- Log opened Mon Mar 04 21:58:01 2024",
            "-- 21:58 -!- marta [~marta@203.0.113.5] has joined #deals",
            "2024-03-04 21:58:00 boss: did Halden Shipping wire the 40k?",
            "2024-03-04 21:59:00 marta: not yet <tag> and a: colon",
            "2024-03-04 21:59:00 * marta checks the bank",
            "-- --- Day changed Tue Mar 05 2024",
            "2024-03-05 00:04:00 ivan: they paid",
        ],
    ),
    "weechat": (
        "irc.libera.#deals.weechatlog",
        "2024-03-04 21:58:03\t-->\tmarta (~marta@203.0.113.5) has joined #deals\n"
        "2024-03-04 21:58:10\t@boss\thi\n"
        "2024-03-04 21:59:30\t *\tmarta waves",
        [
            "-- 2024-03-04 21:58:03\t-->\tmarta (~marta@203.0.113.5) has joined #deals",
            "2024-03-04 21:58:10 boss: hi",
            "2024-03-04 21:59:30 * marta waves",
        ],
    ),
    "ZNC, dated by its file's name, over midnight": (
        "#deals/2024-03-04.log",
        "[21:58:03] *** Joins: marta (~marta@host)\n[23:59:59] <boss> hi\n[00:00:01] <marta> ho",
        [
            "-- [21:58:03] *** Joins: marta (~marta@host)",
            "2024-03-04 23:59:59 boss: hi",
            "2024-03-05 00:00:01 marta: ho",
        ],
    ),
    "eggdrop": (
        "deals.log.04Mar2024",
        "[00:02] <Jenny> hi\n[00:02] Action: Jenny waves\n[00:03] Tom (tom@host.example) joined #deals.\n"
        "[00:04] Last message repeated 2 time(s).",
        [
            "2024-03-04 00:02:00 Jenny: hi",
            "2024-03-04 00:02:00 * Jenny waves",
            "-- [00:03] Tom (tom@host.example) joined #deals.",
            "-- [00:04] Last message repeated 2 time(s).",
        ],
    ),
    "mIRC 6, whose events look like actions": (
        "deals.log",
        "Session Start: Mon Mar 04 21:57:59 2024\nSession Ident: #deals\n[21:58] * Now talking in #deals\n"
        "[21:58] * marta (~marta@203.0.113.5) has joined #deals\n[21:59] <@marta> \x0304not\x03 yet\x0f\n"
        "[21:59] * marta has left nothing to chance\n[22:00] * boss is now known as boss_away",
        [
            "-- Session Start: Mon Mar 04 21:57:59 2024",
            "-- Session Ident: #deals",
            "-- [21:58] * Now talking in #deals",
            "-- [21:58] * marta (~marta@203.0.113.5) has joined #deals",
            "2024-03-04 21:59:00 marta: not yet",
            "2024-03-04 21:59:00 * marta has left nothing to chance",
            "-- [22:00] * boss is now known as boss_away",
        ],
    ),
    "HexChat, whose year stands in the heading": (
        "deals.log",
        "**** BEGIN LOGGING AT Sun Dec 31 21:58:01 2023\n\nDec 31 21:58:03 *\tNow talking on #deals\n"
        "Dec 31 21:58:03 <@boss>\tpaid?\nJan 01 00:10:05 *\tmarta waves\nJan 01 00:11:00 <--\tmarta has quit (Bye)\n"
        "**** ENDING LOGGING AT Mon Jan  1 00:12:01 2024",
        [
            "-- **** BEGIN LOGGING AT Sun Dec 31 21:58:01 2023",
            "-- Dec 31 21:58:03 *\tNow talking on #deals",
            "2023-12-31 21:58:03 boss: paid?",
            "2024-01-01 00:10:05 * marta waves",
            "-- Jan 01 00:11:00 <--\tmarta has quit (Bye)",
            "-- **** ENDING LOGGING AT Mon Jan  1 00:12:01 2024",
        ],
    ),
    "supybot and Limnoria": (
        "deals.log",
        "2005-01-08T23:33:54  *** povbot has joined #pov\n2005-01-08T23:34:46  <mgedmin> works...\n"
        "2005-01-08T23:34:50  * mgedmin waves",
        [
            "-- 2005-01-08T23:33:54  *** povbot has joined #pov",
            "2005-01-08 23:34:46 mgedmin: works...",
            "2005-01-08 23:34:50 * mgedmin waves",
        ],
    ),
    "The Lounge, with an offset": (
        "deals.log",
        "[2024-03-04T21:58:03.500Z] <boss> hi\n2024-03-04T23:58:04+02:00 <marta> ho",
        ["2024-03-04 21:58:03 boss: hi", "2024-03-04 21:58:04 marta: ho"],
    ),
    "dircproxy": (
        "2009-01-14-deals.log",
        "[14 Jan 10:36] --> jsmith (n=user@host.example) joined the channel\n"
        "[14 Jan 12:37] <jsmith!n=jsmith@72.21.36.138> +No clue\n[14 Jan 12:38] * jsmith wanders away",
        [
            "-- [14 Jan 10:36] --> jsmith (n=user@host.example) joined the channel",
            "2009-01-14 12:37:00 jsmith: No clue",
            "2009-01-14 12:38:00 * jsmith wanders away",
        ],
    ),
    "irclogs.ubuntu.com": (
        "2004/11/15/#ubuntu-2004-11-15.txt",
        "=== nella [~n@host] has joined #ubuntu\n[03:00] <jdub> hi\n[03:01]  * jdub waves",
        [
            "-- === nella [~n@host] has joined #ubuntu",
            "2004-11-15 03:00:00 jdub: hi",
            "2004-11-15 03:01:00 * jdub waves",
        ],
    ),
    "Textual and LimeChat": (
        "2024-03-04.txt",
        "[21:58] boss: hi\n[21:59] marta: ho: ho",
        ["2024-03-04 21:58:00 boss: hi", "2024-03-04 21:59:00 marta: ho: ho"],
    ),
    "mbot": ("x.log", "Thu Aug 23 12:59:40 2001 <John> hi", ["2001-08-23 12:59:40 John: hi"]),
    "bobot++": ("x.log", "[13/12/2001 - 20:38] <Nazo> hi", ["2001-12-13 20:38:00 Nazo: hi"]),
    "protocol with an epoch (pircbot)": (
        "x.log",
        "1013630386748 :nick!ident@host PRIVMSG #deals :hi\n"
        "1013630386748 :nick!ident@host PRIVMSG #deals :\x01ACTION waves\x01"
        "\n1013630386748 :nick!ident@host JOIN :#deals",
        [
            "2002-02-13 19:59:46 nick: hi",
            "2002-02-13 19:59:46 * nick waves",
            "-- 1013630386748 :nick!ident@host JOIN :#deals",
        ],
    ),
    "psyBNC": (
        "x.log",
        "2001-08-19-23-14-06:#deals::stelb!user@host PRIVMSG #deals :hi!",
        ["2001-08-19 23:14:06 stelb: hi!"],
    ),
    "lines without a time": (
        "x.log",
        "<boss> hi\n* marta waves\n*** marta left",
        ["boss: hi", "* marta waves", "-- *** marta left"],
    ),
    "a line that no client wrote": ("x.log", "[21:58] <a> b\n[21:59] <c> d\noops", ["a: b", "c: d", "?? 3"]),
    "an empty message": ("x.log", "[21:58] <a>\n[21:59] <c> ", ["a: ", "c: "]),
}


@pytest.mark.parametrize("name", LOGS)
def test_reads(name: str, memory_log: Callable[..., Any]) -> None:
    path, text, expected = LOGS[name]
    log = memory_log(text, path=path)
    assert [shown(item) for item in FORMAT.parse(log)] == expected
    assert FORMAT.sniff(log.head) > 0.5


def test_a_line_may_name_its_channel(memory_log: Callable[..., Any]) -> None:
    (message,) = FORMAT.parse(memory_log("ubuntu-meeting 2010-11-08 [13:21] <diwic> ok"))
    assert isinstance(message, Message)
    assert (message.conversation, message.timestamp) == ("ubuntu-meeting", datetime(2010, 11, 8, 13, 21))  # noqa: DTZ001


def test_an_addressee_is_a_nick_that_was_seen(memory_log: Callable[..., Any]) -> None:
    text = "[1:00] <Ann> note: ben is late\n[1:01] *** Joins: Ben (b@host)\n[1:02] <Ann> ben: hi\n[1:03] <Ben> ann, hi"
    said = {m.text: m.addressee for m in FORMAT.parse(memory_log(text)) if isinstance(m, Message)}
    assert said == {"note: ben is late": "", "ben: hi": "Ben", "ann, hi": "Ann"}


@pytest.mark.parametrize(
    "text",
    [
        "Supported formats\n=======\n\nExample:\n\n        [23:44] <Christina> Hello\n\nTo use this, set the format.\n",
        "<p> hello </p>\n<p> again </p>",
        "date\tsender\ttext\n2024-03-04 21:58:03\tboss\thi\n",
        "just some words\nand more",
    ],
)
def test_does_not_claim(text: str, memory_log: Callable[..., Any]) -> None:
    assert FORMAT.sniff(memory_log(text).head) < 0.5


NICKS = st.from_regex(r"[A-Za-z_\[\]\\^{}|`][A-Za-z0-9_\[\]\\^{}|`-]{0,14}", fullmatch=True)
TEXTS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=60).filter(str.strip)
CLOCKS = st.times().map(lambda moment: moment.replace(microsecond=0, fold=0))
SHAPES = (
    "[{clock:%H:%M:%S}] <{nick}> {text}",
    "{clock:%H:%M:%S} <@{nick}> {text}",
    "2024-03-04T{clock:%H:%M:%S}  <{nick}> {text}",
    "2024-03-04 {clock:%H:%M:%S}\t+{nick}\t{text}",
    "deals 2024-03-04 [{clock:%H:%M:%S}] <{nick}> {text}",
    "[04 Mar {clock:%H:%M:%S}] <{nick}!u@host> +{text}",
)


@pytest.mark.parametrize("shape", SHAPES)
@given(nick=NICKS, text=TEXTS, clock=CLOCKS)
def test_what_a_client_writes_is_read_back(
    shape: str, nick: str, text: str, clock: time, memory_log: Callable[..., Any]
) -> None:
    line = shape.format(nick=nick, text=text, clock=clock)
    (message,) = FORMAT.parse(memory_log(line, path="2024-03-04.log"))
    assert isinstance(message, Message)
    assert (message.speaker, message.text) == (nick, text)
    assert message.timestamp is not None
    assert message.timestamp.time() == clock


@given(st.lists(TEXTS, max_size=8))
def test_every_line_becomes_one_item(memory_log: Callable[..., Any], lines: list[str]) -> None:
    found = [item.line for item in FORMAT.parse(memory_log("\n".join(lines)))]
    assert found == list(range(1, len(lines) + 1))


def test_the_log_is_streamed(memory_log: Callable[..., Any]) -> None:
    log = memory_log("[21:58] <boss> hi\n" * 50_000)
    next(FORMAT.parse(log))
    assert log.taken < 20_000


def test_dialects_have_names_of_their_own() -> None:
    assert len({dialect.name for dialect in DIALECTS}) == len(DIALECTS)


@pytest.mark.parametrize("code", [*"\x02\x03\x0f\x11\x16\x1d\x1e\x1f", "\x0304", "\x04aabbcc"])
def test_every_code_makes_its_line_due_for_cleaning(code: str) -> None:
    line = f"{code}hi"
    assert _LINES.clean is not None
    assert _LINES.clean.is_due(f"plain\n{line}\nplain")
    assert _LINES.clean(line) == "hi"
    assert not _LINES.clean.is_due("plain, Zoé\n")
