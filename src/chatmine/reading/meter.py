"""The meter that holds an archive to its limits."""

from chatmine.errors import InputError
from chatmine.limits import Limits


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
