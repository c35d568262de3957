"""Bytes become text: the encodings that logs arrive in, each told from the others by content alone."""

import io

import pytest

from chatmine.reading.decoding import find_encoding

CHINESE = "陆总：我们先谈价格，对方要求预付款十五万元，下周三之前给答复。\n小林：好的，我问一下财务部门的同事。\n"
TRADITIONAL = "陸總：我們先談價格，對方要求預付款十五萬元，下週三之前給答覆。\n小林：好的，我問一下財務部門的同事。\n"
JAPANESE = "田中：おはようございます。会議は十時からです。\n鈴木：了解しました。資料を送ってください。\n"
KOREAN = "김민수: 안녕하세요 내일 회의 시간 알려주세요\n박지영: 오전 열시에 시작합니다 감사합니다\n"
RUSSIAN = "Иван: добрый вечер, деньги пришли на счёт\nОльга: да, спасибо, завтра отправлю договор\n"
FRENCH = "Zoé: le marché a été annulé à cause de la grève\nRené: très bien, on se voit à l'hôtel\n"


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
    ],
)
def test_text_survives_its_encoding(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    found = find_encoding(lambda: io.BytesIO(data))
    assert data.decode(found.name, found.errors) == text


def test_stray_bytes_in_utf_8_are_read_as_windows_1252() -> None:
    lines = ["Ann: ąęė one\n".encode()] * 5 + ["Bob: café\n".encode("cp1252")]
    data = b"".join(lines)
    found = find_encoding(lambda: io.BytesIO(data))
    assert str(found) == "utf-8+cp1252"
    assert data.decode(found.name, found.errors).endswith("Bob: café\n")


def test_a_stray_byte_far_from_the_start_is_found() -> None:
    data = b"Ann: hello\n" * 20_000 + "Bob: café\n".encode("cp1252")
    found = find_encoding(lambda: io.BytesIO(data))
    assert data.decode(found.name, found.errors).endswith("café\n")
