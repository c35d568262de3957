"""What can go wrong, as a tree.

ChatmineError               anything a caller may want to catch
├── UsageError              the caller asked for what cannot be (a missing path, an unknown table): exit 2
├── WorkerError             the processes that tag die again and again: exit 1
└── InputError              one input could not be read; the others go on: exit 3
    ├── UnknownFormatError  no format knows this content
    ├── AmbiguousFormatError two formats bid the same
    └── DamagedError        the content breaks off or contradicts its own format
"""


class ChatmineError(Exception):
    """The base of all errors that chatmine raises on purpose; its text is one line for a person."""


class UsageError(ChatmineError):
    """The call itself is wrong, whatever the input holds."""


class WorkerError(ChatmineError):
    """The processes that tag, here or on a cluster, die again and again over the same texts."""


class InputError(ChatmineError):
    """One input cannot be read; the text says why."""


class UnknownFormatError(InputError):
    """No format recognises the content."""


class AmbiguousFormatError(InputError):
    """Two formats recognise the content equally well; the text names both."""


class DamagedError(InputError):
    """The content breaks off or contradicts its own format at the place that the text names."""
