"""Time: every written form in every language, the zone that the user names, and days that only a name gives."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from tests.reading.conftest import IRC, Reading

from chatmine.errors import UsageError
from chatmine.formats.timestamps import Clock, read_date, read_moment, read_time
from chatmine.reading import Options, read

UNREADABLE = ["99999999999/1/1", "1/1/99999999999", "1 Mar 99999999999", "9" * 5000, "1/2/" + "9" * 5000, "1/1/R9999"]
NIGHT = """
9:58 PM | 9:58 pm | 9:58\u202fPM | 9:58\u00a0p. m. | 9:58\u202fp. m. | 9:58 p.m. | 21:58 | 21.58 | klo 21.58 | 21h58
下午9:58 | 午後9:58 | 오후 9:58 | 下午 9:58 | 晚上9:58 | 저녁 9:58 | 21:58 Uhr | 21시 58분 | 21時58分
9:58 μ.μ. | 9:58 م | 9:58 ب.ظ. | 9:58 अपराह्न | 9:58 หลังเที่ยง | 9:58 CH | 9:58 ÖS | 9:58 пп | 9:58 ip. | 9:58 du.
9:58 PTG | 9:58 em | 9:58 nm. | 9:58 odp. | 9:58 MD | 9:58 сл. об. | ٩:٥٨ م | 9:58 אחה״צ | 9:58 popoldne | ÖS 9:58
"""
MORNING = """
9:58 AM | 9:58 am | 9:58\u202fAM | 9:58\u00a0a. m. | 9:58 a.m. | 09:58 | 9.58 | klo 9.58 | 上午9:58 | 午前9:58
오전 9:58 | 9:58 π.μ. | 9:58 ص | 9:58 ق.ظ. | 9:58 पूर्वाह्न | 9:58 ก่อนเที่ยง | 9:58 SA | 9:58 ÖÖ | 9:58 дп | 9:58 ap.
9:58 de.
"""
FOURTH_OF_MARCH = """
2024-03-04 | 2024/3/4 | 2024.03.04 | 4.3.2024 | 04.03.24 | 4. 3. 2024. | 4-3-24 | 20240304 | ٤/٣/٢٠٢٤
2024年3月4日 | 2024年3月4日 星期一 | 2024년 3월 4일 월요일 | 2024. 3. 4. | 4/3/2567 BE | 4 มีนาคม 2567 | 4 มี.ค. 2567
4/3/R6 | 令和6年3月4日 | R6/3/4 | 民國113年3月4日 | 4 March 2024 | March 4, 2024 | Mon Mar 04 2024 | 4 de marzo de 2024
4 mars 2024 | 4. März 2024 | 4 marzo 2024 | 4 de março de 2024 | 4 марта 2024 г. | 4 березня 2024 р. | 4 marca 2024
4 Mart 2024 Pazartesi | 4 Mar 2024 | 4. března 2024 | 4. maaliskuuta 2024 | 4 Μαρτίου 2024 | 4 مارس 2024 | 4 मार्च 2024
2024. március 4. | 4 martie 2024 | 4 ožujka 2024 | 4 märts 2024 | 4 Maret 2024 | lun, 4 mar 2024 | 4-Mar-24 | 04Mar2024
"""
FIFTH_OF_NOVEMBER = (
    "mar, 5 nov 2024 | mar. 5 nov. 2024 | Вт, 5 ноября 2024 | 5 листопада 2024 | 5 listopada 2024 | 5 Kas 2024"
)


def forms(text: str) -> list[str]:
    """The forms between bars; only blanks are taken from around them, for others belong to the form."""
    return [form.strip(" \n") for form in text.replace("\n", "|").split("|") if form.strip(" \n")]


@pytest.mark.parametrize("text", forms(NIGHT))
def test_two_minutes_to_ten_at_night(text: str) -> None:
    assert read_time(text) == time(21, 58)


@pytest.mark.parametrize("text", forms(MORNING))
def test_two_minutes_to_ten_in_the_morning(text: str) -> None:
    assert read_time(text) == time(9, 58)


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [("12:05 AM", 0, 5), ("12:05 PM", 12, 5), ("上午12:05", 0, 5), ("下午12:05", 12, 5), ("午後0:05", 12, 5),
     ("中午12:05", 12, 5), ("中午11:50", 11, 50), ("中午1:05", 13, 5), ("凌晨1:05", 1, 5), ("9 PM", 21, 0)],
)  # fmt: skip
def test_the_hours_around_noon_and_midnight(text: str, hour: int, minute: int) -> None:
    assert read_time(text) == time(hour, minute)


@pytest.mark.parametrize("text", forms(FOURTH_OF_MARCH))
def test_the_fourth_of_march(text: str) -> None:
    assert read_date(text) == date(2024, 3, 4)


@pytest.mark.parametrize("text", forms(FIFTH_OF_NOVEMBER))
def test_a_weekday_is_not_taken_for_a_month(text: str) -> None:
    assert read_date(text) == date(2024, 11, 5)


@pytest.mark.parametrize("text", ["", "soon", "31.2.2024", "13/13/2024", "4 Mars", "9", "99:99", "25:00"])
def test_what_is_no_date_or_time_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_date(text)
    with pytest.raises(ValueError, match=r"."):
        read_time(text)


def test_the_user_names_the_zone_of_clocks_that_name_none(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "#deals_20240704.log"
    path.write_text(IRC)
    messages, (report,) = reading(path, options=Options(zone="Europe/Berlin"))
    assert messages[0].timestamp == datetime(2024, 7, 4, 19, 58, tzinfo=UTC)
    assert messages[0].zone_known
    assert (report.zone, report.first) == ("UTC", messages[0].timestamp)


def test_a_zone_that_the_log_names_stays(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "a.log"
    path.write_text("[2024-03-04T21:58:00Z] <ann> hello\n[2024-03-04T21:59:00Z] <bob> hi\n")
    messages, _ = reading(path, options=Options(zone="Asia/Shanghai"))
    assert messages[0].timestamp == datetime(2024, 3, 4, 21, 58, tzinfo=UTC)


@pytest.mark.parametrize("name", ["Nowhere/Atlantis", "Europe", "../../etc/passwd", ""])
def test_an_unknown_zone_is_an_error(name: str) -> None:
    if not name:
        assert list(read([], Options(zone=name))) == []
        return
    with pytest.raises(UsageError, match=r"there is no time zone .*; names are like Europe/Berlin or UTC"):
        next(read([], Options(zone=name)))


@pytest.mark.parametrize(
    "name", ["#deals_20240304.log", "#deals/2024-03-04.log", "#deals.log.04Mar2024", "2024-03-04/#deals.log"]
)
def test_a_day_that_only_the_name_gives(tmp_path: Path, reading: Reading, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(IRC)
    messages, _ = reading(path)
    assert messages[0].timestamp == datetime(2024, 3, 4, 21, 58)  # noqa: DTZ001


def test_midnight_begins_the_next_day_where_no_line_says_so(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "#deals_20240304.log"
    path.write_text("[23:58] <ann> a\n[23:50] <bob> b\n[00:02] <ann> c\n[00:03] <bob> d\n")
    messages, _ = reading(path)
    assert [f"{message.timestamp:%d %H:%M}" for message in messages] == [
        "04 23:58",
        "04 23:50",
        "05 00:02",
        "05 00:03",
    ]


@pytest.mark.parametrize(
    ("days", "order", "remarks"),
    [
        (["13/04/2024", "14/04/2024"], "day first", 0),
        (["04/13/2024", "04/14/2024"], "month first", 0),
        (["03/04/2024", "03/04/2024"], "day first?", 1),
        (["03.04.2024", "03.04.2024"], "day first", 0),
        (["2024-03-04", "2024-03-05"], "", 0),
    ],
)
def test_the_account_says_how_dates_were_read(
    tmp_path: Path, reading: Reading, days: list[str], order: str, remarks: int
) -> None:
    path = tmp_path / "chat.txt"
    path.write_text("".join(f"{day}, 21:58 - {who}: hello\n" for day in days for who in ("Ann", "Bob")))
    _, (report,) = reading(path)
    assert (report.format, report.day_order, len(report.remarks)) == ("whatsapp", order, remarks)


@pytest.mark.parametrize("text", UNREADABLE)
def test_huge_numbers_are_no_dates_and_no_times(text: str) -> None:
    assert read_moment(text) is None
    assert Clock().at(text, text) is None
    with pytest.raises(ValueError, match=r"."):
        read_date(text)


def test_no_day_comes_after_the_last() -> None:
    clock = Clock(day=date.max, rolls=True)
    assert clock.at(None, "23:00") == datetime.combine(date.max, time(23))
    assert clock.at(None, "01:00") == datetime.combine(date.max, time(1))
