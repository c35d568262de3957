"""The bytes of what is packed: counted while they are unpacked, with one kind of error for all that can be wrong."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from typing import BinaryIO, TypeVar, cast

from chatmine.errors import DamagedError, InputError
from chatmine.limits import MIB
from chatmine.reading.meter import Meter

Opener = Callable[[], BinaryIO]
Unpacker = Callable[[BinaryIO], BinaryIO]
T = TypeVar("T")

BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError,
    NotImplementedError, ValueError, OverflowError,
)  # fmt: skip
# By the bytes that they begin with: what each compressor writes.
UNPACKERS: dict[bytes, tuple[str, Unpacker]] = {
    b"\x1f\x8b": (".gz", lambda stream: cast(BinaryIO, gzip.GzipFile(fileobj=stream))),
    b"BZh": (".bz2", lambda stream: cast(BinaryIO, bz2.BZ2File(stream))),
    b"\xfd7zXZ\0": (".xz", lambda stream: cast(BinaryIO, lzma.LZMAFile(stream))),  # noqa: SIM115
}


class Counted(io.RawIOBase):
    """A stream of unpacked bytes that a meter counts, each once however often the place is read.

    `reached` remembers over several openings how far the furthest went. Seeking forward unpacks what it passes over, so
    it counts; seeking back is left to the stream.
    """

    def __init__(self, open_stream: Opener, unpack: Unpacker | None, meter: Meter, reached: list[int]) -> None:
        self._meter, self._reached, self._at = meter, reached, 0
        self._below = self._whole(open_stream)
        stream = self._whole(lambda: unpack(self._below)) if unpack else self._below
        # One read of what is below at a time: what comes before a break is not lost with it.
        self._stream = cast(io.BufferedReader, stream)

    def readable(self) -> bool:  # noqa: D102
        return True

    def seekable(self) -> bool:  # noqa: D102
        return True

    def tell(self) -> int:  # noqa: D102
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Unpack as much as the buffer holds, and count it."""
        data = self._whole(lambda: self._stream.read1(len(buffer)))
        buffer[: len(data)] = data
        self._at += len(data)
        if self._at > self._reached[0]:
            new, self._reached[0] = self._at - self._reached[0], self._at
            self._meter.take(new)
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place; its distance from the end is not known before the end is reached."""
        if whence == io.SEEK_END:
            raise io.UnsupportedOperation("its end is not known before it is reached")
        target = offset if whence == io.SEEK_SET else self._at + offset
        if target < self._at:
            self._at = self._whole(lambda: self._stream.seek(target))
        while self._at < target and self.read(min(MIB, target - self._at)):
            pass
        return self._at

    def close(self) -> None:
        """Close the stream and what it unpacks."""
        if not self.closed and hasattr(self, "_stream"):
            self._stream.close()
            self._below.close()
        super().close()

    @staticmethod
    def _whole(act: Callable[[], T]) -> T:
        try:
            return act()
        except InputError:
            raise
        except BROKEN as error:
            why = " ".join(str(error).split()) or "unexpected end of data"
            raise DamagedError(f"cannot be unpacked: {why}") from error


def counted(open_stream: Opener, meter: Meter, unpack: Unpacker | None = None) -> Opener:
    """Openings of a stream, unpacked if need be, that the meter counts as one."""
    reached = [0]

    def open_counted() -> BinaryIO:
        return cast(BinaryIO, Guarded(Counted(open_stream, unpack, meter, reached), 1 << 16))

    return open_counted


class Guarded(io.BufferedReader):
    """Reads no gigabytes at once because a header asks for them: parts of 128 MiB are the most that anything needs."""

    def read(self, size: int | None = -1, /) -> bytes:  # noqa: D102
        if size is not None and size > 128 * MIB:
            raise DamagedError(f"cannot be unpacked: a header of {size:,} bytes")
        return super().read(size)


def held(open_stream: Opener, most: int) -> BinaryIO:
    """A stream that can be read at any place: a file as it is, anything else in memory.

    Raises:
        InputError: it is more than `most` bytes that would be held.
    """
    stream = open_stream()
    if isinstance(stream, io.BytesIO) or isinstance(getattr(stream, "raw", None), io.FileIO):
        return stream
    with stream:
        content = io.BytesIO()
        while chunk := stream.read(MIB):
            content.write(chunk)
            if content.tell() > most:
                raise InputError(f"an archive of more than {most:,} bytes inside an archive: unpack it first")
    content.seek(0)
    return content
