"""HTML and XML as streams: what becomes text, what is kept, what happens to broken documents."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatmine.errors import DamagedError
from chatmine.formats import xml_elements as xml
from chatmine.formats.elements import Element
from chatmine.formats.html_elements import html_elements
from chatmine.formats.xml_elements import repaired, xml_elements

Log = Callable[..., Any]


def is_message(element: Element) -> bool:
    return "m" in element.classes


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain", "plain"),
        ("\n   indented\n   lines ", "indented lines"),
        ("two  spaces stay", "two  spaces stay"),
        ("a<br>b<br/><br />c", "a\nb\n\nc"),
        ("<p>one</p>\n<p>two</p>", "one\ntwo"),
        ("<div>a<div>b</div></div>c", "a\nb\nc"),
        ("a <b>\n bold</b> word", "a bold word"),
        ("&lt;40k&gt; &amp; &quot;more&quot; &#128512;", '<40k> & "more" 😀'),
        ("<pre>kept\n  as is</pre>", "kept\n  as is"),
        ('<img class="emoji" alt="🙂"> <img class="d-emoji" alt="kiln_ok"><img alt="photo">', "🙂 :kiln_ok:"),
        ("<b>never <i>closed", "never closed"),
        ("<![if odd]>seen<!-- not seen -->", "seen"),
        ("a </i></p> b", "a b"),
        ("shown<span class='quote'>not shown</span>", "shown"),
    ],
)
def test_text_is_what_people_see(html: str, text: str, memory_log: Log) -> None:
    (element,) = html_elements(memory_log(f"<body><div class=m>{html}</div></body>"), is_message)
    assert element.text(without=("quote",)) == text


def test_lines_are_those_of_the_file(memory_log: Log) -> None:
    log = memory_log("<html>\n<div class=m\n id=1>a\n</div><div class=m>b</div>\n\n<div class=m>c</div></html>")
    assert [(element.line, element.text()) for element in html_elements(log, is_message)] == [
        (2, "a"),
        (4, "b"),
        (6, "c"),
    ]
    assert log.remarks == []


def test_elements_come_before_the_rest_is_read(memory_log: Log) -> None:
    log = memory_log("<div class=m>first</div>" + "<p>other</p>" * 50_000)
    next(html_elements(log, is_message))
    assert log.taken < 100_000


def test_a_message_that_begins_inside_another_ends_it(memory_log: Log) -> None:
    log = memory_log("<div class=m>a <b>lost<div class=m>b</div>")
    assert [element.text() for element in html_elements(log, is_message)] == ["a lost", "b"]
    (outer,) = html_elements(memory_log("<div class=m>a<div class=m>b</div></div>"), is_message, nests=True)
    assert [inner.text() for inner in outer.all(".m")] == ["b"]


def test_a_page_that_breaks_off_is_told(memory_log: Log) -> None:
    between = memory_log("<html><div><div class=m>a</div>\n<p>")
    assert len(list(html_elements(between, is_message))) == 1
    assert between.remarks == ["not whole: its last tags are missing; read as far as it goes"]
    elements = html_elements(memory_log("<div class=m>a</div>\n<div class=m>half of"), is_message)
    assert next(elements).text() == "a"
    with pytest.raises(DamagedError, match="line 2"):
        next(elements)


@pytest.mark.parametrize(
    "html", ["<b>" * 20_000, "<a " * 100_000, "<!--" + "x" * 500_000, "<" * 100_000, "&" * 200_000]
)
def test_hostile_pages_end_soon(html: str, memory_log: Log) -> None:
    with pytest.raises(DamagedError):
        list(html_elements(memory_log(f"<div class=m>{html}"), is_message))


def is_sms(element: Element) -> bool:
    return element.name == "sms"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("&#55357;&#56832;", "😀"),
        ("&#xD83D;&#xDE00;", "😀"),
        ("&#55357;", "\ufffd"),
        ("&#0;\x0c", "\ufffd\ufffd"),
        ("R&D &amp; &#10;", "R&D & \n"),
        ("&eacute;&nosuch;", "é&nosuch;"),
        ("<![CDATA[R&D <x> &amp;]]>", "R&D <x> &amp;"),
    ],
)
def test_xml_that_programs_write_wrong_is_put_right(written: str, read: str, memory_log: Log) -> None:
    (element,) = xml_elements(memory_log(f"<smses><sms>{written}</sms></smses>"), is_sms)
    assert "".join(str(part) for part in element.parts) == read


@given(
    st.lists(st.sampled_from(["&#55357;", "&#56832;", "&", "&amp;", "]", "]]>", "<![CDATA[", "a ", "é", "\x03"])),
    st.integers(1, 40),
)
def test_where_the_stream_is_cut_makes_no_difference(pieces: list[str], size: int) -> None:
    data = "".join(pieces).encode()
    whole = "".join(repaired(io.BytesIO(data)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xml, "_CHUNK", size)
        assert "".join(repaired(io.BytesIO(data))) == whole


def test_xml_that_lacks_its_end_is_read_as_far_as_it_goes(memory_log: Log) -> None:
    log = memory_log("<smses>\n<sms a='1'/>\n<sms a='2'/>")
    assert [(element.line, element.get("a")) for element in xml_elements(log, is_sms)] == [(2, "1"), (3, "2")]
    assert log.remarks == ["not whole: its last tags are missing; read as far as it goes"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<smses><sms/>\n<sms><b></sms>", "no XML at line 2"),
        ("<smses><sms/><sms>half", "breaks off"),
        ('<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><smses><sms/></smses>', "refused: it declares entities"),
    ],
)
def test_what_is_no_xml_is_damaged(text: str, why: str, memory_log: Log) -> None:
    with pytest.raises(DamagedError, match=why):
        list(xml_elements(memory_log(text), is_sms))


def test_media_are_not_kept(memory_log: Log) -> None:
    text = "<mms><sms data='QUJD'><part ct='image/png' data='QUJD'/></sms></mms>"
    (element,) = xml_elements(memory_log(text), is_sms, dropped=("data",))
    (part,) = element.all("part")
    assert (element.attributes, part.attributes) == ({}, {"ct": "image/png"})
