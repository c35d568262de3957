"""What a file is when it is not a chat log: told by its first bytes, so that the reader is given a reason."""

import re

_MEDIA = (
    (rb"\xff\xd8\xff", "a JPEG image"),
    (rb"\x89PNG", "a PNG image"),
    (rb"GIF8", "a GIF image"),
    (rb"RIFF.{4}WEBP", "a WebP image"),
    (rb"RIFF.{4}WAVE", "a WAV recording"),
    (rb".{4}ftyp", "a video, voice note or HEIC image"),
    (rb"OggS", "an Ogg recording"),
    (rb"ID3|\xff[\xfb\xf3\xf2]", "an MP3 recording"),
    (rb"\x1a\x45\xdf\xa3", "a Matroska or WebM video"),
    (rb"BM.{4}\0\0\0\0", "a BMP image"),
    (rb"%PDF", "a PDF document"),
    (rb"wOF[F2]|\0\x01\0\0\0", "a font"),
)
_OTHER = (
    (rb"SQLite format 3\0", "an SQLite database"),
    (rb"PK\x03\x04", "a zip archive inside an archive (unpack it first)"),
    (rb"\x1f\x8b", "a gzip file inside an archive (unpack it first)"),
    (
        rb"7z\xbc\xaf|Rar!|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd|\x04\x22\x4d\x18|\x1f\x9d|MSCF\0|LZIP|PK\x07\x08",
        "an archive of a kind that is not read (unpack it first)",
    ),
    (rb"\x7fELF|MZ.{0,62}\0|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe", "an executable"),
    (rb"\xd0\xcf\x11\xe0", "an old Office document or Outlook message"),
)


def media(head: bytes) -> str | None:
    """What kind of picture, sound or document this is, if it is one: what chats carry, but no log.

    >>> media(b"%PDF-1.7"), media(b"[1/2/24, 10:00] Ann: hi")
    ('a PDF document', None)
    """
    return _first(_MEDIA, head)


def binary(head: bytes) -> str | None:
    """What kind of binary file this is, if it is one and no media; UTF-16 text must be told apart before."""
    return _first(_OTHER, head) or ("a binary file" if b"\0" in head else None)


def _first(kinds: tuple[tuple[bytes, str], ...], head: bytes) -> str | None:
    return next((what for magic, what in kinds if re.match(magic, head, re.DOTALL)), None)
