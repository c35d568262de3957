"""Every limit that reading knows, in one table, and the meter that holds archives to theirs.

A limit is enforced on what was really unpacked while it is unpacked: what an archive's headers say about sizes is never
believed. What was read until a limit was met counts, and the reason is named.
"""

from dataclasses import dataclass

from chatmine.errors import InputError

KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30


@dataclass(frozen=True)
class Limits:
    """How far hostile input may go; a caller who trusts an archive can raise any of them.

    | limit | holds |
    | --- | --- |
    | `unpacked_bytes` | bytes that one archive unpacks to, the archives in it included |
    | `ratio` | how many times its own size an archive may unpack to, once it has unpacked `free_bytes` |
    | `members` | members of one archive, those of the archives in it included |
    | `depth` | archives inside archives; a compressed file counts as one |
    | `held_bytes` | size of an archive inside an archive, which is held in memory |
    | `neighbour_bytes` | size of a file of names that lies beside a log |
    | `line_characters` | length of a line; the rest of a longer one is left out |
    """

    unpacked_bytes: int = 256 * GIB
    ratio: int = 250
    free_bytes: int = 256 * MIB
    members: int = 1_000_000
    depth: int = 6
    held_bytes: int = 128 * MIB
    neighbour_bytes: int = 64 * MIB
    line_characters: int = 16 * MIB


LIMITS = Limits()


class Meter:
    """What one archive has unpacked to so far, with everything inside it; `size` is what it takes itself."""

    def __init__(self, limits: Limits, size: int) -> None:
        self.limits = limits
        self.members = 0
        self.unpacked = 0
        self._most = min(limits.unpacked_bytes, max(limits.free_bytes, limits.ratio * size))

    @property
    def problem(self) -> str:
        """Why no more of the archive is read; empty while it keeps to its limits."""
        if self.unpacked > self._most:
            return self._too_much()
        if self.members > self.limits.members:
            return f"has more than {self.limits.members:,} members"
        return ""

    def _too_much(self) -> str:
        if self._most == self.limits.unpacked_bytes:
            return f"unpacks to more than {self._most:,} bytes"
        return f"unpacks to more than {self._most:,} bytes, over {self.limits.ratio} times its size"

    def take(self, count: int) -> None:
        """Count bytes that were unpacked.

        Raises:
            InputError: they are more than the archive may unpack to.
        """
        self.unpacked += count
        if self.unpacked > self._most:
            raise InputError(f"not read further: the archive {self.problem}")
