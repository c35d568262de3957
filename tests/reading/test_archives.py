"""Archives are read where they lie: every kind, inside one another, and none that is made to harm."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from tests.reading.conftest import IRC, Reading

from chatmine.reading import FAILED, READ, SKIPPED, FileReport, Limits, Options

Members = Mapping[str, str | bytes]
LOG = {"logs/one.log": IRC}


def zipped(members: Members, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def tarred(members: Members, mode: str = "w") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            data = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


@pytest.fixture
def read_bytes(tmp_path: Path, reading: Reading) -> Callable[..., list[FileReport]]:
    """`read_bytes(content, name="leak.zip", **limits)`: the account of each source in a file of this content."""

    def read_bytes(content: bytes, name: str = "leak.zip", **limits: int) -> list[FileReport]:
        path = tmp_path / name
        path.write_bytes(content)
        messages, reports = reading(path, options=Options(limits=replace(Limits(), **limits), keep_duplicates=True))
        assert len(messages) == sum(report.messages for report in reports)
        assert list(tmp_path.iterdir()) == [path], "something was unpacked to disk"
        return [replace(report, path=report.path.removeprefix(f"{tmp_path}/")) for report in reports]

    return read_bytes


def told(reports: list[FileReport]) -> list[tuple[str, str, int]]:
    return [(report.path, report.problem or report.status, report.messages) for report in reports]


@pytest.mark.parametrize(
    ("name", "content", "path"),
    [
        ("leak.zip", zipped(LOG), "leak.zip!logs/one.log"),
        ("stored.zip", zipped(LOG, zipfile.ZIP_STORED), "stored.zip!logs/one.log"),
        ("bzip2.zip", zipped(LOG, zipfile.ZIP_BZIP2), "bzip2.zip!logs/one.log"),
        ("lzma.zip", zipped(LOG, zipfile.ZIP_LZMA), "lzma.zip!logs/one.log"),
        ("leak.tar", tarred(LOG), "leak.tar!logs/one.log"),
        ("leak.tar.gz", tarred(LOG, "w:gz"), "leak.tar.gz!logs/one.log"),
        ("leak.tbz2", tarred(LOG, "w:bz2"), "leak.tbz2!logs/one.log"),
        ("leak.tar.xz", tarred(LOG, "w:xz"), "leak.tar.xz!logs/one.log"),
        ("one.log.gz", gzip.compress(IRC.encode()), "one.log.gz"),
        ("one.log.bz2", bz2.compress(IRC.encode()), "one.log.bz2"),
        ("one.log.xz", lzma.compress(IRC.encode()), "one.log.xz"),
        ("no suffix says it", zipped(LOG), "no suffix says it!logs/one.log"),
        ("out.zip", zipped({"in.zip": zipped(LOG)}), "out.zip!in.zip!logs/one.log"),
        ("out.zip", zipped({"in.tar.gz": tarred(LOG, "w:gz")}), "out.zip!in.tar.gz!logs/one.log"),
        ("out.tgz", tarred({"in.zip": zipped(LOG)}, "w:gz"), "out.tgz!in.zip!logs/one.log"),
        ("out.zip", zipped({"one.log.gz": gzip.compress(IRC.encode())}), "out.zip!one.log.gz"),
        ("out.zip.gz", gzip.compress(zipped(LOG)), "out.zip.gz!logs/one.log"),
    ],
)
def test_a_log_in_an_archive_is_named_by_its_way_in(
    read_bytes: Callable[..., list[FileReport]], name: str, content: bytes, path: str
) -> None:
    assert told(read_bytes(content, name)) == [(path, READ, 3)]


def test_the_conversation_is_the_path_inside(tmp_path: Path, reading: Reading) -> None:
    (tmp_path / "leak.tar.gz").write_bytes(tarred({"port/deals.log": IRC}, "w:gz"))
    (tmp_path / "leak.zip").write_bytes(zipped({"in.zip": zipped({"_chat.log": IRC})}))
    messages, _ = reading(tmp_path)
    assert [message.conversation for message in messages[::3]] == ["leak/port/deals", "leak/in"]


def test_the_members_of_a_tar_are_read_however_large(tmp_path: Path, reading: Reading) -> None:
    long = "[21:58] <ann> hello there\n" * 800_000
    path = tmp_path / "leak.tar.gz"
    path.write_bytes(tarred({"a.log": IRC, "b.log": long, "c.log": IRC}, "w:gz"))
    _, reports = reading(path)
    assert [report.messages for report in reports] == [3, 800_000, 3]


@pytest.mark.parametrize("name", ["../../etc/one.log", "/etc/one.log", "C:\\Windows\\one.log", "..\\one.log"])
@pytest.mark.parametrize("packed", [zipped, tarred])
def test_a_members_name_leads_nowhere(
    tmp_path: Path, reading: Reading, packed: Callable[[Members], bytes], name: str
) -> None:
    path = tmp_path / "leak"
    path.write_bytes(packed({name: IRC}))
    messages, (report,) = reading(path)
    assert report.path == f"{path}!{name}"
    assert ".." not in messages[0].conversation
    assert list(tmp_path.iterdir()) == [path]


def test_links_and_devices_in_a_tar_are_named(read_bytes: Callable[..., list[FileReport]]) -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, kind in (("a", tarfile.SYMTYPE), ("b", tarfile.LNKTYPE), ("c", tarfile.FIFOTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    assert told(read_bytes(stream.getvalue(), "leak.tar")) == [
        ("leak.tar!a", "a link: not followed", 0),
        ("leak.tar!b", "a link: not followed", 0),
        ("leak.tar!c", "not a regular file", 0),
    ]


def test_a_link_in_a_zip_is_named(read_bytes: Callable[..., list[FileReport]]) -> None:
    info = zipfile.ZipInfo("link.log")
    info.external_attr = 0o120777 << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    (report,) = read_bytes(stream.getvalue())
    assert (report.status, report.problem) == (SKIPPED, "a link: not followed")


def test_an_encrypted_member_is_named_and_the_others_are_read(read_bytes: Callable[..., list[FileReport]]) -> None:
    content = bytearray(zipped({"a.log": IRC, "b.log": IRC}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert told(read_bytes(bytes(content))) == [
        ("leak.zip!a.log", "encrypted: unpack it with its password first", 0),
        ("leak.zip!b.log", READ, 3),
    ]


@pytest.mark.parametrize(
    ("members", "kind"),
    [
        (["[Content_Types].xml", "word/document.xml"], "a Word document"),
        (["[Content_Types].xml", "xl/workbook.xml"], "an Excel workbook"),
        (["mimetype", "content.xml"], "an OpenDocument file"),
    ],
)
def test_an_office_document_is_named(tmp_path: Path, reading: Reading, members: list[str], kind: str) -> None:
    (tmp_path / "a").write_bytes(zipped(dict.fromkeys(members, "<x/>")))
    (tmp_path / "b.log").write_text(IRC)
    _, reports = reading(tmp_path)
    assert (reports[0].status, reports[0].problem) == (SKIPPED, f"{kind}, not a chat log")
    assert reports[1].messages == 3


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.zip", zipped(LOG)[:-30], "damaged zip archive: File is not a zip file"),
        ("a.zip", zipped({}), "an empty archive"),
        ("a.log.gz", gzip.compress(IRC.encode() * 99)[:-20], "cannot be unpacked: Compressed file ended"),
        ("a.log.xz", lzma.compress(IRC.encode() * 99)[:-40], "cannot be unpacked: Compressed file ended"),
        ("a.log.gz", gzip.compress(IRC.encode())[:10] + b"\xff" * 50, "cannot be unpacked: Error -3"),
        ("a.tar", tarred({"x.log": IRC * 99})[:3000], "cannot be unpacked: unexpected end of data"),
    ],
)
def test_a_damaged_archive_is_named(
    read_bytes: Callable[..., list[FileReport]], name: str, content: bytes, problem: str
) -> None:
    report, *_ = read_bytes(content, name)
    assert report.status == FAILED
    assert report.problem.startswith(problem)


def test_of_a_member_that_breaks_off_the_beginning_is_read(read_bytes: Callable[..., list[FileReport]]) -> None:
    content = bytearray(zipped({"a.log": IRC * 20_000, "b.log": IRC}, zipfile.ZIP_STORED))
    content[content.index(b"PK\x01\x02") - 900] ^= 1  # a flipped bit in b.log's data or header does not reach a.log
    content[60] ^= 1
    first, *_ = read_bytes(bytes(content))
    assert first.status == FAILED
    assert "Bad CRC-32" in first.problem


def bomb(size: int) -> bytes:
    return zipped({"a.log": b"[21:58] <ann> hello\n" * (size // 20), "b.log": IRC})


def test_a_member_that_unpacks_to_too_much_is_cut_and_the_rest_named(
    read_bytes: Callable[..., list[FileReport]],
) -> None:
    first, rest = read_bytes(bomb(8 << 20), free_bytes=1 << 20, ratio=3)
    assert (first.path, first.status) == ("leak.zip!a.log", FAILED)
    assert first.problem == "not read further: the archive unpacks to more than 1,048,576 bytes, over 3 times its size"
    assert rest.path == "leak.zip"
    assert rest.problem.startswith("the rest of it is not read: it unpacks to more than 1,048,576 bytes")


def test_what_was_read_until_the_limit_counts(read_bytes: Callable[..., list[FileReport]]) -> None:
    content = zipped({"a.log": IRC, "b.log": b"[21:58] <ann> hello\n" * 100_000})
    first, second = read_bytes(content, unpacked_bytes=100_000)
    assert (first.messages, first.status, second.status) == (3, READ, FAILED)
    assert "unpacks to more than 100,000 bytes" in second.problem


def test_a_size_in_a_header_is_not_believed(read_bytes: Callable[..., list[FileReport]]) -> None:
    content = bytearray(bomb(4 << 20))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = content.index(mark) + at
        content[start : start + 4] = struct.pack("<I", 40)
    first, second = read_bytes(bytes(content))
    assert first.status == FAILED
    assert "Bad CRC-32" in first.problem
    assert (second.status, second.messages) == (READ, 3)


def test_a_member_that_would_end_behind_the_archive_says_so(read_bytes: Callable[..., list[FileReport]]) -> None:
    content = bytearray(zipped({"a.log": IRC * 1000}, zipfile.ZIP_STORED))
    at = content.index(b"PK\x01\x02") + 20
    content[at : at + 8] = struct.pack("<II", 1 << 20, 1 << 20)
    first, *_ = read_bytes(bytes(content))
    assert first.problem == "cannot be unpacked: unexpected end of data"


def test_members_that_share_their_bytes_are_not_read(read_bytes: Callable[..., list[FileReport]]) -> None:
    content = overlapping("[21:58] <ann> hello\n" * 1000, 50)
    first, *others = read_bytes(content)
    assert (first.status, first.messages) == (READ, 1000)
    assert len(others) == 49
    assert {report.problem for report in others} == {"shares its bytes with another member, as in a zip bomb: not read"}


def test_a_member_in_which_others_lie_one_after_the_other(read_bytes: Callable[..., list[FileReport]]) -> None:
    inner = zipped({"b.log": IRC, "c.log": IRC})
    content = zipped({"a.log": inner}, zipfile.ZIP_STORED)
    shift, at = content.index(inner), inner.index(b"PK\x01\x02")
    start = shift + len(inner)
    listed = content[start : content.rindex(b"PK\x05\x06")]
    for entry in inner[at : inner.index(b"PK\x05\x06")].split(b"PK\x01\x02")[1:]:
        moved = struct.unpack_from("<I", entry, 38)[0] + shift
        listed += b"PK\x01\x02" + entry[:38] + struct.pack("<I", moved) + entry[42:]
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 3, 3, len(listed), start, 0)
    *_, one, other = read_bytes(content[:start] + listed + end)
    assert {one.problem, other.problem} == {"shares its bytes with another member, as in a zip bomb: not read"}


def overlapping(text: str, count: int) -> bytes:
    """A zip whose directory names one member's bytes many times, each time from the same place."""
    data = text.encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    sizes = struct.pack("<III", zlib.crc32(data), len(packed), len(data))
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 0) + sizes + struct.pack("<HH", 5, 0) + b"a.log"
    entry = b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 0) + sizes
    entry += struct.pack("<HHHHHII", 5, 0, 0, 0, 0, 0, 0) + b"a.log"
    body = local + packed
    directory = entry * count
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def test_more_members_than_allowed_are_left_out_and_named(read_bytes: Callable[..., list[FileReport]]) -> None:
    reports = read_bytes(zipped({f"{number}.log": IRC for number in range(5)}), members=3)
    assert [report.messages for report in reports] == [3, 3, 3, 0]
    assert reports[-1].problem == "the rest of it is not read: it has more than 3 members"


def test_archives_nested_too_deep_are_named(read_bytes: Callable[..., list[FileReport]]) -> None:
    content = zipped(LOG)
    for _ in range(9):
        content = zipped({"in.zip": content, "beside.log": IRC})
    reports = read_bytes(content)
    assert sum(report.messages for report in reports) == 3 * 6
    (failed,) = (report for report in reports if report.status == FAILED)
    assert failed.problem == "archives inside one another, more than 6 deep"


def test_a_large_archive_inside_an_archive_is_not_held_in_memory(read_bytes: Callable[..., list[FileReport]]) -> None:
    content = zipped({"in.zip": zipped({"a.log": bytes(range(256)) * 1000}, zipfile.ZIP_STORED), "b.log": IRC})
    reports = read_bytes(content, held_bytes=100_000)
    assert told(reports) == [
        ("leak.zip!b.log", READ, 3),
        ("leak.zip!in.zip", "an archive of more than 100,000 bytes inside an archive: unpack it first", 0),
    ]


def test_names_that_a_mac_wrote_are_read(read_bytes: Callable[..., list[FileReport]]) -> None:
    content = zipped({"Zoé.log": IRC}).replace(struct.pack("<HHH", 20, 0x800, 8), struct.pack("<HHH", 20, 0, 8))
    (report,) = read_bytes(content)
    assert report.path == "leak.zip!Zoé.log"


def test_a_member_without_a_name_is_read(tmp_path: Path, reading: Reading) -> None:
    nameless = zipfile.ZipInfo("a")
    nameless.filename = ""
    with zipfile.ZipFile(tmp_path / "leak.zip", "w") as archive:
        archive.writestr(nameless, "[21:58] <ann> hello\n")
    messages, _ = reading(tmp_path)
    assert [message.text for message in messages] == ["hello"]


def test_two_members_of_one_name_are_both_read(read_bytes: Callable[..., list[FileReport]]) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.log", IRC)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.log", IRC * 2)
    assert [report.messages for report in read_bytes(stream.getvalue())] == [3, 6]


def test_standard_input_may_be_an_archive(monkeypatch: pytest.MonkeyPatch, reading: Reading) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(zipped(LOG))))
    messages, _ = reading(Path("-"))
    assert messages[0].source == "stdin!logs/one.log:1"


SLACK = '[{"type": "message", "user": "U1", "text": "hi", "ts": "17095522%02d.000100"}]'
USERS = '[{"id": "U1", "name": "ann", "profile": {"display_name": "Ann"}}]'


@pytest.mark.parametrize("packed", [zipped, tarred])
def test_names_beside_are_found_in_archives_and_read_once(
    tmp_path: Path, reading: Reading, packed: Callable[[Members], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    days = {f"deals/2024-03-{day:02d}.json": SLACK % day for day in range(1, 30)}
    path = tmp_path / "export"
    path.write_bytes(packed({"users.json": USERS, "channels.json": "[]", **days}))
    opened: list[str] = []
    for kind, name in ((zipfile.ZipFile, "open"), (tarfile.TarFile, "extractfile")):
        monkeypatch.setattr(kind, name, _listed(getattr(kind, name), opened))
    messages, _ = reading(path)
    assert {message.speaker for message in messages} == {"Ann"}
    assert len(messages) == 29
    assert opened.count("users.json") < 9


def test_names_beside_are_looked_for_as_far_as_a_damaged_archive_can_be_read(
    read_bytes: Callable[..., list[FileReport]],
) -> None:
    whole = tarred({"deals/2024-03-04.json": SLACK % 4, "deals/2024-03-05.json": IRC * 99, "users.json": USERS})
    assert told(read_bytes(whole[:3000], "leak.tar")) == [
        ("leak.tar!deals/2024-03-04.json", READ, 1),
        ("leak.tar!deals/2024-03-05.json", "cannot be unpacked: unexpected end of data", 0),
        ("leak.tar", "damaged tar archive, not read further: unexpected end of data", 0),
    ]


def test_damaged_names_beside_are_named(read_bytes: Callable[..., list[FileReport]]) -> None:
    whole = tarred({"deals/2024-03-04.json": SLACK % 4, "users.json": USERS})
    first, *_ = read_bytes(whole[:1600], "leak.tar")
    assert first.problem == "users.json beside it cannot be unpacked: unexpected end of data"


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        (lambda whole: whole[: 2 * 512], "unexpected end of data"),
        (lambda whole: whole[: 2 * 512 + 99], "unexpected end of data"),
        (lambda whole: whole.replace(b"b.log", b"c.log"), "a member without a sound header"),
    ],
)
def test_members_behind_a_harm_in_a_tar_are_not_passed_over_in_silence(
    read_bytes: Callable[..., list[FileReport]], harm: Callable[[bytes], bytes], problem: str
) -> None:
    first, *_, last = read_bytes(harm(tarred({"a.log": IRC, "b.log": IRC})), "leak.tar")
    assert first.messages == 3
    assert last.path == "leak.tar"
    assert last.problem == f"damaged tar archive, not read further: {problem}"


def headed(kind: bytes, data: bytes, name: str = "x") -> bytes:
    """A header of some kind and what belongs to it, as stands in a tar."""
    info = tarfile.TarInfo(name)
    info.type, info.size = kind, len(data)
    return info.tobuf(tarfile.GNU_FORMAT) + data + bytes(-len(data) % tarfile.BLOCKSIZE)


def test_long_names_in_a_tar_are_read_as_each_kind_of_tar_writes_them(
    read_bytes: Callable[..., list[FileReport]],
) -> None:
    name = f"{'陆' * 90}/{'b' * 150}.log"
    for form in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        stream = io.BytesIO()
        with tarfile.open(fileobj=stream, mode="w", format=form) as archive:
            info = tarfile.TarInfo(name)
            info.size = len(IRC)
            archive.addfile(info, io.BytesIO(IRC.encode()))
        assert told(read_bytes(stream.getvalue(), "leak.tar")) == [(f"leak.tar!{name}", READ, 3)]


def test_what_a_tar_says_of_all_its_members_is_not_kept_with_each(read_bytes: Callable[..., list[FileReport]]) -> None:
    endless = b"1" * 1_000_000  # a length without an end: Python's own reader looks for one from each digit on
    common = b"".join(b"%d k%06d=v\n" % (13, number) for number in range(5000))
    content = headed(b"x", endless) + headed(b"g", common) + headed(b"0", IRC.encode(), "a.log") * 300
    reports = read_bytes(content + bytes(1024), "leak.tar")
    assert {report.messages for report in reports} == {3}
    assert len(reports) == 300


def test_a_file_with_holes_is_named_and_the_others_are_read(read_bytes: Callable[..., list[FileReport]]) -> None:
    sparse = bytearray(headed(tarfile.GNUTYPE_SPARSE, b"", "a.img"))
    sparse[482] = 1  # one more block with places of holes stands before the bytes
    sparse[148:156] = b"%06o\0 " % (256 + sum(sparse[:148]) + sum(sparse[156:512]))
    content = bytes(sparse) + bytes(512) + headed(b"0", IRC.encode(), "b.log") + bytes(1024)
    assert told(read_bytes(content, "leak.tar")) == [
        ("leak.tar!a.img", "a file with holes: unpack it first", 0),
        ("leak.tar!b.log", READ, 3),
    ]


def test_a_list_of_members_that_would_fill_the_memory_is_not_read(
    read_bytes: Callable[..., list[FileReport]],
) -> None:
    (report,) = read_bytes(zipped({f"{number}.log": IRC for number in range(50)}), list_bytes=1000)
    assert (report.status, report.problem) == (FAILED, "a list of members of more than 1,000 bytes")


def _listed(act: Callable[..., object], opened: list[str]) -> Callable[..., object]:
    def act_and_list(self: object, member: object, *rest: object) -> object:
        opened.append(str(getattr(member, "filename", None) or getattr(member, "name", member)))
        return act(self, member, *rest)

    return act_and_list
