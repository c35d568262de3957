"""Codecs for files whose lines are in UTF-8 and in a legacy encoding by turns, as IRC channels are logged."""

import codecs
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing_extensions import Buffer

_PREFIX = "chatmine_utf8_or_"
_STRAY = "chatmine-stray"
_HELD = 1 << 20  # bytes without a line end that are held back


def name_of(legacy: str) -> str:
    r"""The codec that reads a line as UTF-8, else in this encoding.

    >>> "Zoé\n".encode("cp1252").decode(name_of("cp1252")), "Zoé\n".encode().decode(name_of("cp1252"))
    ('Zoé\n', 'Zoé\n')
    """
    return f"{_PREFIX}{legacy}"


def shown(name: str) -> str:
    """A codec's name for people: `utf-8+cp1252`."""
    return f"utf-8+{name.removeprefix(_PREFIX)}" if name.startswith(_PREFIX) else name


def is_legacy(line: bytes) -> bool:
    """Whether a line is no UTF-8, not even UTF-8 that was cut or has a stray byte."""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        text = line.decode("utf-8", "replace")
        damaged = text.count("\ufffd")
        return sum(not char.isascii() for char in text) - damaged < damaged
    return False


def _read_stray(error: UnicodeError) -> tuple[str, int]:
    """The byte as Windows-1252 reads it: what a stray byte in UTF-8 is most often."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


def _line(line: bytes, legacy: str) -> str:
    return line.decode(legacy, "replace") if is_legacy(line) else line.decode("utf-8", _STRAY)


def _decoded(data: bytes, legacy: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(_line(line, legacy) for line in data.splitlines(keepends=True))


class _Decoder(codecs.BufferedIncrementalDecoder):
    legacy = "cp1252"

    def _buffer_decode(self, data: "Buffer", errors: str, final: bool) -> tuple[str, int]:
        data = bytes(data)
        end = len(data) if final or len(data) > _HELD else data.rfind(b"\n") + 1
        return _decoded(data[:end], self.legacy), end


def _search(name: str) -> codecs.CodecInfo | None:
    if not name.startswith(_PREFIX):
        return None
    legacy = name.removeprefix(_PREFIX)
    decoder = type("Decoder", (_Decoder,), {"legacy": legacy})

    def decode(data: bytes, errors: str = "strict") -> tuple[str, int]:
        return _decoded(bytes(data), legacy), len(data)

    # Nothing is ever encoded, but text is only wrapped around a stream in memory by a codec that could.
    coders: Any = {"incrementalencoder": codecs.getincrementalencoder("utf-8"), "incrementaldecoder": decoder}
    return codecs.CodecInfo(codecs.utf_8_encode, decode, name=name, **coders)  # type: ignore[arg-type]


codecs.register_error(_STRAY, _read_stray)
codecs.register(_search)
