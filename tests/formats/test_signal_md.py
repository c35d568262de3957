"""signal-export's Markdown: its own marks are not what people said."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatmine.formats import Head
from chatmine.formats.signal_md import FORMAT
from chatmine.formats.whatsapp import FORMAT as WHATSAPP
from chatmine.records import UNKNOWN, Message

Log = Callable[..., Any]

BODIES = {
    "Boss: did Halden wire the 40k?  ": ("Boss", "did Halden wire the 40k?", "text"),
    "Me: \n> did Halden wire the 40k?\nnot yet  ": ("Me", "not yet", "text"),
    "Me: > did Halden\n> wire it?\nno  ": ("Me", "no", "text"),
    "Me: 3 > 2  ": ("Me", "3 > 2", "text"),
    "Me: no  \n(- Boss: 👍, Ivan: ❤️ -)": ("Me", "no", "text"),
    "Ivan: slip ![slip.jpg](./media/slip.jpg)  ": ("Ivan", "slip", "media"),
    "Ivan: [offer (2).pdf](./media/offer.pdf)  ": ("Ivan", "", "media"),
    "Ivan: (attachment not exported)": ("Ivan", "", "media"),
    "Ivan: (( 👍 ))": ("Ivan", "", "media"),
    "Boss: (This message was deleted)": ("Boss", "", "deleted"),
    "Me: Outgoing voice call (accepted, 1m 5s)  ": ("Me", "", "call"),
    "Me: Missed call": ("Me", "", "call"),
    "No-Sender: [sic] (really)": (UNKNOWN, "[sic] (really)", "text"),
    "Boss: two\n\nparagraphs": ("Boss", "two\n\nparagraphs", "text"),
}


@pytest.mark.parametrize(("body", "said"), BODIES.items())
def test_only_what_people_wrote_is_text(body: str, said: tuple[str, str, str], memory_log: Log) -> None:
    (message,) = FORMAT.parse(memory_log(f"[2024-03-04 21:58:10] {body}\n\n"))
    assert isinstance(message, Message)
    assert (message.speaker, message.text, message.kind) == said
    assert message.timestamp == datetime.fromisoformat("2024-03-04 21:58:10")


def test_the_layout_before_2021_has_a_comma_and_no_seconds(memory_log: Log) -> None:
    log = memory_log("[2019-12-24, 12:23] Jane Doe: Hello John!\n[2020-01-17, 21:49] John Doe: Hello\nJane!")
    first, second = FORMAT.parse(log)
    assert isinstance(first, Message)
    assert first.timestamp == datetime.fromisoformat("2019-12-24 12:23:00")
    assert (second.line, second.lines) == (2, 2)


@pytest.mark.parametrize(
    ("text", "winner"),
    [
        ("[2024-03-04 21:58:10] Boss: hi  \n\n[2024-03-04 21:59:02] Me: ho  \n", "signal_md"),
        ("[2019-12-24, 12:23] Jane: Hello\n[2019-12-24, 12:24] John: Hello", "signal_md"),
        ("[2024-03-04 21:58:10] Boss: hi\n[2024-03-04 21:59:02] Ann: ho\n", "signal_md"),
        ("[2024-03-04 21:58:10] Boss: \u200eimage omitted\n[2024-03-04 21:59:02] Ann: ho\n", "whatsapp"),
        ("[2024-03-04, 21:58:10] Boss: hi\n[2024-03-04, 21:59:02] Ann: ho\n", "whatsapp"),
        ("[2019-04-16 02:09] +1 123: hi\n[2019-04-16 03:01] Mary: ho", "whatsapp"),
        ("[15-01-20 02:22:56] Mary: hi\n[15-01-20 03:33:01] Mary: ho", "whatsapp"),
    ],
)
def test_its_header_is_told_from_whatsapps(text: str, winner: str) -> None:
    bids = {form.name: form.sniff(Head("chat.md", text)) for form in (FORMAT, WHATSAPP)}
    assert max(bids, key=lambda name: bids[name]) == winner
    assert bids[winner] >= 0.7


@pytest.mark.parametrize("text", ["[2024-03-04 21:58:10] <ann> hi: there", "Ann: hi", "# Notes\n[2024-03-04] done: it"])
def test_other_logs_are_not_claimed(text: str) -> None:
    assert FORMAT.sniff(Head("x", text)) == 0


@given(
    said=st.lists(
        st.tuples(
            st.datetimes(datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2099-01-01")).map(
                lambda when: when.replace(microsecond=0)
            ),
            st.from_regex(r"[A-Z陆][a-z ]{0,9}[a-z]", fullmatch=True),
            st.from_regex(r"[a-z£$€陆][a-zA-Z0-9 ,%'£陆:-]{0,40}[a-z0-9](\n[a-z]{1,9}){0,2}", fullmatch=True),
        ),
        min_size=1,
    )
)
def test_what_is_written_is_read(said: list[tuple[datetime, str, str]], memory_log: Log) -> None:
    log = memory_log("".join(f"[{when}] {who}: {text}  \n\n" for when, who, text in said))
    read = [(item.timestamp, item.speaker, item.text) for item in FORMAT.parse(log) if isinstance(item, Message)]
    assert read == said
