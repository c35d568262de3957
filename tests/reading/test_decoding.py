"""Bytes become text: the encodings that logs arrive in, each told from the others by content alone."""

import io
from pathlib import Path

import pytest
from tests.reading.conftest import Reading

from chatmine.errors import UsageError
from chatmine.reading import Options, read
from chatmine.reading.decoding import Encoding, find_encoding

CHINESE = "陆总：我们先谈价格，对方要求预付款十五万元，下周三之前给答复。\n小林：好的，我问一下财务部门的同事。\n"
TRADITIONAL = "陸總：我們先談價格，對方要求預付款十五萬元，下週三之前給答覆。\n小林：好的，我問一下財務部門的同事。\n"
JAPANESE = "田中：おはようございます。会議は十時からです。\n鈴木：了解しました。資料を送ってください。\n"
KOREAN = "김민수: 안녕하세요 내일 회의 시간 알려주세요\n박지영: 오전 열시에 시작합니다 감사합니다\n"
RUSSIAN = "Иван: добрый вечер, деньги пришли на счёт\nОльга: да, спасибо, завтра отправлю договор\n"
FRENCH = "Zoé: le marché a été annulé à cause de la grève\nRené: très bien, on se voit à l'hôtel\n"
# What a file of one or two lines holds, in each encoding.
SHORT = {
    "gb18030": [
        "陆总：你好",
        "小林：好的，明天见。",
        "张三 2021-03-15 09:02:11\n价格是多少？\n",
        "a: 多少钱\nb: 五万\n",
    ],
    "big5": ["陸總：你好", "小林：好的，明天見。", "價格是多少？\n"],
    "cp932": ["田中：おはようございます", "鈴木：了解しました。", "a: はい\nb: ありがとう\n"],
    "cp949": ["김민수: 안녕하세요", "네 알겠습니다\n", "a: 오늘 회의\nb: 감사합니다\n"],
    "cp1251": ["Иван: привет", "Ольга: да, спасибо\n", "ivan: деньги пришли\n"],
    "cp1252": ["Zoé: très bien", "[21:58] <ann> café?\n", "Müller: schöne Grüße\n", "José: ¿mañana?\n", "price £5k\n"],
}


def decoded(data: bytes) -> tuple[str, Encoding]:
    found = find_encoding(lambda: io.BytesIO(data))
    return data.decode(found.name, found.errors), found


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "gb18030"),
        (CHINESE, "utf-16-le"),
        (TRADITIONAL, "big5"),
        (JAPANESE, "cp932"),
        (KOREAN, "cp949"),
        (RUSSIAN, "cp1251"),
        (FRENCH, "cp1252"),
        (CHINESE, "utf-8"),
        (CHINESE, "utf-8-sig"),
        (CHINESE, "utf-16"),
        ("Ann: hi\nBob: hello there\n", "utf-16-be"),
        ("Ann: hi", "utf-16-le"),
        ("Zoé: très bien\n", "utf-16-le"),
        *((text, encoding) for encoding, texts in SHORT.items() for text in texts),
        *((text, "utf-8") for texts in SHORT.values() for text in texts),
    ],
)
def test_text_survives_its_encoding(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding))[0] == text


def test_stray_bytes_in_utf_8_are_read_as_windows_1252() -> None:
    text, found = decoded(b"".join(["Ann: ąęė one\n".encode()] * 5 + ["Bob: café\n".encode("cp1252")]))
    assert str(found) == "utf-8+cp1252"
    assert text.endswith("Bob: café\n")


@pytest.mark.parametrize(
    ("modern", "legacy", "encoding"),
    [
        ("<zoe> naïve façade\n", "<rene> très bien\n", "cp1252"),
        ("<иван> добрый вечер\n", "<ольга> деньги пришли на счёт\n", "cp1251"),
        ("<陆总> 我们先谈价格\n", "<小林> 好的，我问一下财务部门的同事\n", "gb18030"),
        ("<田中> おはようございます\n", "<鈴木> 了解しました。資料を送ってください\n", "cp932"),
    ],
)
@pytest.mark.parametrize("share", [1, 5, 9])
def test_lines_in_two_encodings_by_turns(modern: str, legacy: str, encoding: str, share: int) -> None:
    lines = ([modern] * (10 - share) + [legacy] * share) * 3
    text, found = decoded(b"".join(line.encode("utf-8" if line == modern else encoding) for line in lines))
    if str(found) == f"utf-8+{encoding}":
        assert text == "".join(lines)
    else:  # where nearly all lines are in one legacy encoding the file is taken to be
        assert (str(found), share) == (encoding, 9)


def test_utf_8_that_was_cut_within_a_character_stays_utf_8() -> None:
    text, _ = decoded("<陆总> 我们先谈价格\n".encode()[:-3] + b"\n" + "<小林> 好的\n".encode())
    assert text.startswith("<陆总> 我们先谈价")
    assert text.endswith("<小林> 好的\n")


def test_a_stray_byte_far_from_the_start_is_found() -> None:
    text, _ = decoded(b"Ann: hello\n" * 20_000 + "Bob: café\n".encode("cp1252"))
    assert text.endswith("café\n")


@pytest.mark.parametrize("size", [1 << 16, (1 << 16) + 1, 1 << 20])
def test_a_character_across_two_reads_is_whole(size: int) -> None:
    data = b"a" * (size - 1) + "é\n".encode()
    assert decoded(data)[1] == Encoding("utf-8", checked=True)


def test_a_line_without_end_is_no_burden() -> None:
    text, _ = decoded(b"\xe9" + "é".encode() * 3_000_000)
    assert text.count("é") > 2_999_990


IRC = "[21:58] <ann> {}\n[21:59] <bob> hi\n"


@pytest.mark.parametrize(
    ("data", "encoding", "undecoded"),
    [
        (IRC.format("café").encode(), None, 0),
        (IRC.format("caf\ufffd").encode(), None, 0),
        (IRC.format("café").encode("cp1252"), None, 0),
        (IRC.format("café").encode("cp1252"), "utf-8", 1),
        (IRC.format("café").encode("cp1252"), "ascii", 1),
        (IRC.format("café").encode() + b"\xff\xff\x81\n", "utf-8", 3),
    ],
)
def test_what_cannot_be_read_is_counted(
    tmp_path: Path, reading: Reading, data: bytes, encoding: str | None, undecoded: int
) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(data)
    _, (report,) = reading(path, options=Options(encoding=encoding))
    assert report.undecoded == undecoded


def test_what_cannot_be_read_in_json_is_counted(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"ts": "2020-06-21T18:27:08", "from": "ann", "to": "bob", "body": "café"}\n'.encode("cp1252") * 3)
    _, (report,) = reading(path, options=Options(encoding="utf-8"))
    assert (report.messages, report.undecoded) == (3, 3)


def test_the_user_knows_the_encoding(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(IRC.format("Привет").encode("koi8-r"))
    messages, (report,) = reading(path, options=Options(encoding="koi8-r"))
    assert (messages[0].text, report.encoding) == ("Привет", "koi8-r")


@pytest.mark.parametrize("name", ["klingon", "utf-99"])
def test_an_unknown_encoding_is_an_error(name: str) -> None:
    with pytest.raises(UsageError, match=f"there is no encoding '{name}'"):
        next(read([], Options(encoding=name)))


def test_mixed_lines_are_read_from_memory_too(monkeypatch: pytest.MonkeyPatch) -> None:
    mixed = "[21:58] <ann> grüße, plus, mais, zoé\n".encode() * 3 + "[21:59] <ann> café?\n".encode("cp1252")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(mixed)))
    assert [message.text for message in read(["-"])][-1] == "café?"
