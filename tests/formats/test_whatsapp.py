"""WhatsApp's exports: one header shape a file, in every language; what the app says is nobody's word."""

import random
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatmine.formats import Head, Parsed, whatsapp_texts
from chatmine.formats.whatsapp import FORMAT
from chatmine.records import Message, Notice

LRM = "\u200e"
Log = Callable[..., Any]


def shown(item: Parsed) -> str:
    """`2022-03-18 14:56:01 Ann: hi`, `… Ann (media): a caption`, `-- what WhatsApp says`."""
    if not isinstance(item, Message):
        return f"-- {item.text}" if isinstance(item, Notice) else f"?? {item.line}"
    kind = "" if item.kind == "text" else f" ({item.kind})"
    return f"{item.timestamp} {item.speaker}{kind}: {item.text}"


HEADERS = {
    "iOS, 24 hours": "[3/18/22, 14:56:01] Ann: hi",
    "iOS, 12 hours with U+202F": "[3/18/22, 2:56:01\u202fPM] Ann: hi",
    "iOS, no comma": "[3/18/22 14:56:01] Ann: hi",
    "iOS, dots in the time": "[3/18/22 14.56.01] Ann: hi",
    "iOS, dots in the date": "[18.03.22, 14:56:01] Ann: hi",
    "iOS, Czech dots and blanks": "[18. 3. 2022. 14:56:01] Ann: hi",
    "iOS, marked": f"{LRM}[3/18/22, 14:56:01] Ann: hi",
    "iOS, time first": "[14:56:01, 3/18/22] Ann: hi",
    "iOS, Arabic marks and comma": "[\u200f18\u200f/3\u200f/2022، 14:56:01] Ann: hi",
    "iOS, Arabic digits": "[\u200f١٨\u200f/٣\u200f/٢٠٢٢، ١٤:٥٦:٠١] Ann: hi",
    "iOS, Buddhist era": "[3/18/2565 BE, 14:56:01] Ann: hi",
    "iOS, Japanese era": "[3/18/R4, 14:56:01] Ann: hi",
    "iOS, Chinese": "[2022/3/18 下午2:56:01] Ann: hi",
    "iOS, Korean": "[2022. 3. 18. 오후 2:56:01] Ann: hi",
    "Android with seconds": "3/18/22, 2:56:01 PM - Ann: hi",
    "Android, a. m. with NBSP": "18/03/2022, 2:56:01 p.\xa0m. - Ann: hi",
    "Android, en dash": "03/18/22, 2:56:01 pm – Ann: hi",
    "Android, Finnish": "18.3.2022 klo 14.56.01 - Ann: hi",
    "Android, French": "18/03/2022 à 14:56:01 - Ann: hi",
    "Android, year first": "2022/03/18, 14:56:01 - Ann: hi",
    "Android, Hungarian": "2022. 03. 18. 14:56:01 - Ann: hi",
    "Android, Korean": "2022년 3월 18일 오후 2:56:01 - Ann: hi",
    "Android, Vietnamese": "14:56:01, 18/03/2022 - Ann: hi",
    "old client": "18/03/2022 14:56:01: Ann: hi",
}


@pytest.mark.parametrize("line", HEADERS.values(), ids=HEADERS.keys())
def test_every_header_says_the_same(line: str, memory_log: Log) -> None:
    (message,) = FORMAT.parse(memory_log(line))
    assert shown(message) == "2022-03-18 14:56:01 Ann: hi"
    assert FORMAT.sniff(Head("x", line)) > 0.74


BODIES = {
    "Ann: hi: there": "Ann: hi: there",
    "~\u202fAnn: hi": "Ann: hi",
    "\u202a+49 170 1\u202c: hi": "+49 170 1: hi",
    "Ann:": "Ann: ",
    "Ann:.": "Ann (deleted): ",
    "Ann: .": "Ann: .",
    "Ann: <Media omitted>": "Ann (media): ",
    "Ann: <Media omitted>\nthe slip of [Acme]": "Ann (media): the slip of [Acme]",
    "Ann: <Media omitted>\nResume-Bob.pdf": "Ann (media): ",
    "Ann: IMG-20220323-WA0002.jpg (file attached)\nthe slip": "Ann (media): the slip",
    "Ann: IMG-20220323-WA0002.jpg (soubor byl přiložen)": "Ann (media): ",
    f"Ann: {LRM}image omitted": "Ann (media): ",
    f"Ann: {LRM}画像は含まれていません": "Ann (media): ",
    f"Ann: {LRM}<attached: 00000035-PHOTO-2022-03-27.jpg>": "Ann (media): ",
    f"Ann: Offer.docx • {LRM}2 pages {LRM}document omitted": "Ann (media): ",
    f"Ann: the slip {LRM}<attached: 00000035-PHOTO-2022-03-27.jpg>": "Ann (media): the slip",
    "Ann: null": "Ann (media): ",
    f"Ann: {LRM}Location: https://maps.google.com/?q=51.5,-0.1": "Ann (media): ",
    f"Ann: {LRM}This message was deleted.": "Ann (deleted): ",
    "Ann: Du hast diese Nachricht gelöscht.": "Ann (deleted): ",
    f"Ann: pay Acme {LRM}<This message was edited>": "Ann: pay Acme",
    "Ann: pay Acme <This message was edited>": "Ann: pay Acme",
    "Ann: I <3 maths <really>": "Ann: I <3 maths <really>",
    f"Ann: {LRM}Missed voice call": "Ann (call): ",
    f"Ann: {LRM}Video call, {LRM}5 min": "Ann (call): ",
    "Ann: video call with Acme at 3?": "Ann: video call with Acme at 3?",
    "Ann: ask @\u2068Bob Ray\u2069": "Ann: ask @Bob Ray",
    f"Ann: {LRM}POLL:\nlunch?\n{LRM}OPTION: yes ({LRM}2 votes)\n{LRM}OPTION: no (0 votes)": "Ann: lunch?\nyes\nno",
}


@pytest.mark.parametrize(("body", "said"), BODIES.items())
def test_only_what_people_wrote_is_text(body: str, said: str, memory_log: Log) -> None:
    (message,) = FORMAT.parse(memory_log(f"[3/18/22, 14:56:01] {body}"))
    assert shown(message) == f"2022-03-18 14:56:01 {said}"


NOTICES = (
    "Messages and calls are end-to-end encrypted.",
    '+12 345 578 created group "Groupname"',
    f"Deals: {LRM}Ann added Bob",
    f"Ann: {LRM}{LRM}Your security code with Ann changed. {LRM}Tap to learn more.",
    "Ann: Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, can read them.",
    "Ann changed the subject from “Deals: old” to “Deals: new”",
)


@pytest.mark.parametrize("notice", NOTICES)
def test_what_whatsapp_says_is_a_notice(notice: str, memory_log: Log) -> None:
    (item,) = FORMAT.parse(memory_log(f"[3/18/22, 14:56:01] {notice}"))
    assert isinstance(item, Notice)
    assert item.timestamp == datetime.fromisoformat("2022-03-18 14:56:01")


def test_a_line_in_another_header_shape_was_pasted(memory_log: Log) -> None:
    log = memory_log(
        "[04.01.18, 11:53:57] Ann: first\n"
        "[1.2.2019, 00:00:00] Bob: not a message on its own\n"
        "2/11/19, 14:48 - Bob: nor is this\n"
        "\n"
        "[04.01.18, 11:54:03] Bob: second\n"
    )
    first, second = FORMAT.parse(log)
    assert (first.line, first.lines, second.line) == (1, 3, 5)
    assert isinstance(first, Message)
    assert first.text.endswith("nor is this")


def test_a_picture_after_text_begins_its_own_message(memory_log: Log) -> None:
    log = memory_log(f"[3/18/22, 14:56:01] Ann: look\n{LRM}[3/18/22, 14:56:02] Ann: {LRM}bild weggelassen")
    assert [item.kind for item in FORMAT.parse(log) if isinstance(item, Message)] == ["text", "media"]


def test_a_colon_belongs_to_the_name_where_it_always_follows(memory_log: Log) -> None:
    log = memory_log(
        "".join(f"2/1{i}/19, 14:21 - Acme: Sales: offer {i}\n2/1{i}/19, 14:22 - Ann: ps: ok\n" for i in range(3))
    )
    speakers = {item.speaker for item in FORMAT.parse(log) if isinstance(item, Message)}
    assert speakers == {"Acme: Sales", "Ann: ps"}
    ann = memory_log(log.text + "2/15/19, 14:22 - Ann: no more of it\n")
    speakers = {item.speaker for item in FORMAT.parse(ann) if isinstance(item, Message)}
    assert speakers == {"Acme: Sales", "Ann"}


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("chats/WhatsApp Chat with Nan's house.txt", "Nan's house"),
        ("WhatsApp Chat - Port Team.zip!_chat.txt", "Port Team"),
        ("Chat de WhatsApp con Ana (2).txt", "Ana"),
        ("chat.txt", "log"),
    ],
)
def test_the_file_name_names_the_chat(path: str, title: str, memory_log: Log) -> None:
    (message,) = FORMAT.parse(memory_log("[3/18/22, 14:56:01] Ann: hi", path=path))
    assert isinstance(message, Message)
    assert message.conversation == title


@pytest.mark.parametrize(
    "text",
    [
        "[2024-03-04 21:58:10] <ann> hi: there\n[2024-03-04 21:58:11] * bob waves",
        "[2024-03-04 21:58:10] INFO: started\n[2024-03-04 21:58:11] ERROR: lost",
        "2024-03-04 21:58:10,123 - root - INFO - started",
        "21:58 <ann> hi",
        "Ann: hi\nBob: ho",
        '[{"a": 1}]',
    ],
)
def test_other_logs_are_not_claimed(text: str) -> None:
    assert FORMAT.sniff(Head("x", text)) == 0


DIALECTS = {
    "ios": (LRM + "[{:%d.%m.%y, %H:%M:%S}] {}: {}", 0),
    "android": ("{:%m/%d/%y, %I:%M %p} - {}: {}", 1),
    "time first": ("[{:%H:%M:%S, %d/%m/%Y}] {}: {}", 0),
}
NAMES = st.from_regex(r"[A-ZÄ陆][a-zé路 ]{0,10}[a-z]", fullmatch=True)
TEXTS = st.from_regex(r"[a-z£$€][a-zA-Z0-9 ,;%'£陆-]{0,40}[a-z0-9](\n[a-z]{1,9}(: [a-z]{1,9})?){0,2}", fullmatch=True)
MOMENTS = st.datetimes(datetime.fromisoformat("2010-01-01"), datetime.fromisoformat("2035-01-01"))


@pytest.mark.parametrize(("pattern", "minutes"), DIALECTS.values(), ids=DIALECTS.keys())
@given(said=st.lists(st.tuples(MOMENTS, NAMES, TEXTS), min_size=1))
def test_what_is_written_is_read(
    pattern: str, minutes: int, said: list[tuple[datetime, str, str]], memory_log: Log
) -> None:
    said = [(when.replace(second=0 if minutes else when.second, microsecond=0), who, text) for when, who, text in said]
    log = memory_log("\n".join(pattern.format(*turn) for turn in said), dayfirst=not minutes)
    read = [(item.timestamp, item.speaker, item.text) for item in FORMAT.parse(log) if isinstance(item, Message)]
    assert read == said


def test_every_phrase_about_encryption_is_looked_for() -> None:
    assert all(any(part in phrase for part in whatsapp_texts._IN_EACH) for phrase in whatsapp_texts._ENCRYPTION_ASCII)


def spliced() -> Iterator[str]:
    """Phrases of WhatsApp's own and people's words, put together at random."""
    dice = random.Random(4)  # noqa: S311
    phrases = [phrase for several in whatsapp_texts._PHRASES.values() for phrase in several]
    words = ["hello there", "ok", "NULL", "a, b", "photo.jpg (file attached)", "https://maps.google.com/?q=1", "\u200e"]
    ends = [*"<>().,。\n ", ""]
    for _ in range(20_000):
        text = "".join(dice.choice(phrases + words) + dice.choice(ends) for _ in range(dice.randint(1, 3)))
        yield dice.choice((str, str.upper, str.title))(text)


def test_what_is_ordinary_at_a_glance_is_so_on_a_closer_look() -> None:
    ordinary = [text for text in spliced() if whatsapp_texts._is_ordinary(text)]
    assert len(ordinary) > 500
    for text in ordinary:
        assert whatsapp_texts._judge(text, "text") == ("text", text)
        assert whatsapp_texts._plain(text) == text
        assert not text.endswith(">")


def test_no_phrase_is_shorter_than_the_beginning_by_which_it_is_told() -> None:
    phrases = (*whatsapp_texts._KINDS, *whatsapp_texts._MISSED)
    assert min(len(phrase) for phrase in phrases if phrase.isascii()) >= whatsapp_texts._BEGINNING
