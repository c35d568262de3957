"""Archives that are made to harm are read in little memory, and nothing is written."""

import gzip
import io
import resource
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

End = Callable[..., tuple[int, str, str]]
LIMIT = 500 << 20
MIB = 1 << 20


def zipped(*members: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def nested(depth: int, wide: int) -> bytes:
    """An archive of archives of archives; unpacked it has `wide ** depth` megabytes and more."""
    content = zipped(("a.log", b"[21:58] <ann> hello\n" * (MIB // 20)))
    for _ in range(depth):
        content = zipped(*((f"{number}.zip", content) for number in range(wide)))
    return content


def packed(start: bytes, unit: bytes, size: int = 48 * MIB) -> bytes:
    return gzip.compress(start + unit * (size // len(unit)), 1)


TWICE = b"[04.03.24, 21:58:00] Ann: hi\n[04.03.24, 21:59:00] Bob: hi\n"
BOMBS = {
    "nested": lambda: nested(6, 10),
    "deep": lambda: nested(30, 1),
    "zeros": lambda: packed(b"", b"\0"),
    "one line": lambda: packed(TWICE, b"abcdefgh"),
    "one message": lambda: packed(TWICE, b"and so on and so on and so on\n" * 20),
    "one text of JSON": lambda: packed(b'[{"from":"a","ts":"2024-03-04 21:58","text":"hi"},{"text":"', b"abcdefgh"),
    "one element": lambda: packed(
        b'<smses count="2"><sms address="1" date="1" type="1" body="a"/><sms>', b"<b/>", 8 * MIB
    ),
    "elements in elements": lambda: packed(b'<smses count="2"><sms address="1" date="1" type="1" body="a"/>', b"<sms>"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb(end: End, tmp_path: Path, name: str) -> None:
    path = tmp_path / "leak"
    path.write_bytes(BOMBS[name]())
    options = ["--cap", "free-bytes=64M", "--cap", "members=200"]
    code, told, said = end(
        "inspect", path, "-f", "csv", *options,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT)),
    )  # fmt: skip
    assert code in {0, 3}, said
    assert "memory" not in said
    assert told.count("\n") > 1
    assert list(tmp_path.iterdir()) == [path]
