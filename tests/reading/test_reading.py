"""Paths in, messages out, and an account of every file: folders, archives, neighbours, and what is no log at all."""

import gzip
import io
import os
import zipfile
from pathlib import Path

import pytest
from tests.reading.conftest import IRC, Reading

from chatmine.errors import UsageError
from chatmine.reading import FAILED, READ, SKIPPED, Options, read
from chatmine.reading.naming import conversation_of


def test_a_folder_is_walked_in_the_order_of_its_names(tmp_path: Path, reading: Reading) -> None:
    for name in ("b/2.log", "a.log", "b/1.log", ".weechat/logs/c.log"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(IRC)
    _, reports = reading(tmp_path)
    assert [os.path.relpath(report.path, tmp_path) for report in reports] == [
        "a.log",
        ".weechat/logs/c.log",
        "b/1.log",
        "b/2.log",
    ]


def test_every_message_says_where_it_stands(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "deals_20240304.log"
    path.write_text(IRC)
    messages, _ = reading(path)
    assert [message.source for message in messages] == [f"{path}:1", f"{path}:2", f"{path}:3"]
    assert {message.conversation for message in messages} == {"deals_20240304"}


def test_members_of_a_zip_archive_are_read_in_place(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "leak.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("logs/one.log", IRC)
        archive.writestr("logs/photo.jpg", b"\xff\xd8\xff\xe0 jpeg")
        archive.writestr("__MACOSX/logs/._one.log", b"\0\0")
    messages, reports = reading(path)
    assert messages[0].source == f"{path}!logs/one.log:1"
    assert [(report.status, report.messages) for report in reports] == [(READ, 3), (SKIPPED, 0)]
    assert list(tmp_path.iterdir()) == [path]


def test_a_gzipped_log_is_read(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "deals.log.gz"
    path.write_bytes(gzip.compress(IRC.encode()))
    messages, _ = reading(path)
    assert [message.speaker for message in messages] == ["ann", "bob", "bob"]
    assert messages[0].conversation == "deals"


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(IRC.encode())))
    assert [message.source for message in read(["-"])] == ["stdin:1", "stdin:2", "stdin:3"]


@pytest.mark.parametrize(
    ("content", "status", "problem"),
    [
        (b"", SKIPPED, "empty"),
        (b"%PDF-1.7 ...", SKIPPED, "a PDF document, not a chat log"),
        (b"\x89PNG\r\n\x1a\n...", SKIPPED, "a PNG image, not a chat log"),
        (b"SQLite format 3\0....", FAILED, "an SQLite database, not a chat log"),
        (b"\x7fELF\x02\x01\x01\0\0\0", FAILED, "an executable, not a chat log"),
        (b"MZ\x90\0\x03\0\0\0", FAILED, "an executable, not a chat log"),
        *(
            (magic + b"\0" * 9, FAILED, "an archive of a kind that is not read (unpack it first), not a chat log")
            for magic in (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x28\xb5\x2f\xfd", b"\x1f\x9d\x90", b"MSCF")
        ),
        (b"\x01\x02\x00\x03" * 50, FAILED, "a binary file, not a chat log"),
        (
            b"Dear diary,\ntoday I read a book about whales and it was long.\n",
            FAILED,
            "not a chat log of a known format",
        ),
        (b"PK\x03\x04 cut short", FAILED, "damaged zip archive: File is not a zip file"),
    ],
)
def test_what_is_no_log_is_named_and_the_others_are_read(
    tmp_path: Path, content: bytes, status: str, problem: str, reading: Reading
) -> None:
    (tmp_path / "a").write_bytes(content)
    (tmp_path / "b.log").write_text(IRC)
    messages, reports = reading(tmp_path)
    assert (reports[0].status, reports[0].problem) == (status, problem)
    assert len(messages) == 3


def test_a_name_that_looks_like_the_mark_of_an_executable_is_none(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "a.txt"
    path.write_text("MZ: hello\nAnn: hello\nMZ: when do we meet?\nAnn: at five\n")
    messages, _ = reading(path)
    assert [message.speaker for message in messages] == ["MZ", "Ann", "MZ", "Ann"]


def test_a_photo_that_the_user_names_is_a_failure(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0")
    _, (report,) = reading(path)
    assert report.status == FAILED


def test_a_missing_path_is_an_error_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text(IRC)
    with pytest.raises(UsageError, match=r"no such file or folder: .*nowhere"):
        next(read([str(tmp_path / "a.log"), str(tmp_path / "nowhere")]))


def test_an_unknown_format_name_is_an_error() -> None:
    with pytest.raises(UsageError, match=r"there is no format 'teletext'; known are .*whatsapp, "):
        next(read([], Options(input_format="teletext")))


def test_links_inside_a_folder_are_not_followed(tmp_path: Path, reading: Reading) -> None:
    (tmp_path / "outside.log").write_text(IRC)
    folder = tmp_path / "leak"
    folder.mkdir()
    (folder / "link.log").symlink_to(tmp_path / "outside.log")
    (folder / "links").symlink_to(tmp_path)
    messages, reports = reading(folder)
    assert messages == []
    assert {(report.status, report.problem) for report in reports} == {(SKIPPED, "a link: not followed")}
    assert len(reports) == 2


def test_a_document_that_breaks_off_keeps_what_was_read(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "result.json"
    item = '{"id": %d, "type": "message", "date": "2024-03-04T21:58:00", "from": "Ann", "text": "hi"}'
    path.write_text(
        '{"name": "Deals", "type": "personal_chat", "id": 1, "messages": [' + item % 1 + ", " + item % 2 + ', {"id": 3'
    )
    messages, (report,) = reading(path)
    assert [message.text for message in messages] == ["hi", "hi"]
    assert report.status == FAILED
    assert report.messages == 2
    assert "item 2" in report.problem


def test_lone_surrogates_do_not_travel_on(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"ts": "2020-06-21T18:27:08", "from": "ann\\ud83d", "to": "bob", "body": "hi \\ud83d there"}\n' * 3
    )
    messages, _ = reading(path)
    assert (messages[0].speaker, messages[0].text) == ("ann\ufffd", "hi \ufffd there")


def test_only_line_feeds_end_lines(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "a.log"
    path.write_text("[21:58] <ann> one\u2028two\x0bthree\x85four\n[21:59] <bob> hi\r\n", newline="")
    messages, (report,) = reading(path)
    assert [message.text for message in messages] == ["one\u2028two\x0bthree\x85four", "hi"]
    assert report.lines == 2


@pytest.mark.parametrize(
    ("name", "conversation"),
    [
        ("deal.txt", "deal"),
        ("founding/deal.txt", "founding/deal"),
        ("Port Team/_chat.txt", "Port Team"),
        ("inbox/zoe_1/message_1.json", "inbox/zoe_1"),
        ("irc/#deals.weechatlog", "irc/#deals"),
        ("v1.2 talks", "v1.2 talks"),
        ("messages2.html", "messages2"),
        ("ChatExport/messages2.html", "ChatExport"),
        ("Guild - deals [1] [part 2].json", "Guild - deals [1]"),
        ("#deals/2024-03-04.log", "#deals"),
        ("2024-03-04.log", "2024-03-04"),
        ("#deals_20240304.log", "#deals"),
        ("2024-02-20-#lug-help.txt", "#lug-help"),
        ("2024-03-04 call with Bob.txt", "2024-03-04 call with Bob"),
        ("my part 2", "my part 2"),
        ("part 2.txt", "part 2"),
        ("", ""),
    ],
)
def test_a_log_without_a_title_is_named_by_its_path(name: str, conversation: str) -> None:
    assert conversation_of(name) == conversation


@pytest.mark.parametrize(
    ("name", "text", "speaker"),
    [
        ("WhatsApp Chat - Port.txt", "[04.03.24, 21:58:00] Me: hello\n[04.03.24, 21:59:00] Bob: hi\n", "Ann Lee"),
        ("#deals_20240304.log", "[21:58] <Me> hello\n[21:59] <bob> hi\n", "Me"),
    ],
)
def test_the_owner_is_who_exported_the_chat_and_no_nick(
    tmp_path: Path, reading: Reading, name: str, text: str, speaker: str
) -> None:
    (tmp_path / name).write_text(text)
    messages, _ = reading(tmp_path, options=Options(owner="Ann Lee"))
    assert messages[0].speaker == speaker
