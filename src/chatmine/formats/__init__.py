"""The formats that chatmine reads, and which of them a file is in.

A format is one module with one object of the `Format` protocol; its name stands in `BUILT_IN`. Others are found through
the entry-point group `chatmine.formats`. The highest bid wins; a tie is an error that names both.
"""

from collections.abc import Iterable
from functools import cache
from importlib import import_module

from chatmine.errors import AmbiguousFormatError, UnknownFormatError, UsageError
from chatmine.formats.format import Format, Head, Log, Parsed

__all__ = ["BUILT_IN", "Format", "Head", "Log", "Parsed", "by_name", "detect", "formats"]

BUILT_IN = (
    "adium_html",
    "adium_xml",
    "cellebrite_xml",
    "discord_csv",
    "discord_html",
    "discord_json",
    "discord_package",
    "discord_txt",
    "gitter_json",
    "google_chat_json",
    "google_voice_html",
    "hangouts_json",
    "imessage_html",
    "imessage_txt",
    "instagram_json",
    "irc",
    "irc_html",
    "kakaotalk",
    "kakaotalk_csv",
    "leak_json",
    "leapp",
    "line",
    "matrix_element_json",
    "matrix_element_txt",
    "mattermost_jsonl",
    "messenger_json",
    "pidgin_html",
    "pidgin_txt",
    "qq_json",
    "qq_txt",
    "rocketchat_json",
    "signal_json",
    "signal_md",
    "signal_txt",
    "skype_json",
    "slack",
    "slackdump_json",
    "sms_xml",
    "table",
    "teams_json",
    "telegram_html",
    "telegram_json",
    "transcript",
    "viber",
    "vkopt_html",
    "wechat_csv",
    "wechat_json",
    "wechat_txt",
    "whatsapp",
    "xmpp",
    "zoom_txt",
    "zulip_json",
)
SURE_ENOUGH = 0.5


@cache
def formats() -> tuple[Format, ...]:
    """Every known format: the built-in ones in their order, then those of installed plug-ins by name."""
    from importlib.metadata import entry_points  # slow to import, and not needed before a file is read

    built_in = tuple(import_module(f"chatmine.formats.{name}").FORMAT for name in BUILT_IN)
    plugins = sorted(entry_points(group="chatmine.formats"), key=lambda entry: entry.name)
    return built_in + tuple(entry.load() for entry in plugins)


def by_name(name: str) -> Format:
    """The format of this name.

    Raises:
        UsageError: there is none; the text lists those there are.
    """
    for known in formats():
        if known.name == name:
            return known
    names = ", ".join(known.name for known in formats())
    raise UsageError(f"there is no format {name!r}; known are {names}")


def detect(head: Head, among: Iterable[Format] | None = None) -> tuple[Format, float]:
    """The format that the content is in, and how sure it is (0 to 1).

    Raises:
        UnknownFormatError: no format bids at least 0.5.
        AmbiguousFormatError: two formats bid the same.
    """
    bids = sorted(((known.sniff(head), known.name, known) for known in among or formats()), reverse=True, key=_bid)
    if not bids or bids[0][0] < SURE_ENOUGH:
        raise UnknownFormatError("not a chat log of a known format")
    (best, name, winner), *others = bids
    if others and others[0][0] == best:
        raise AmbiguousFormatError(f"{name} and {others[0][1]} both fit; choose with --input-format")
    return winner, min(best, 1.0)


def _bid(row: tuple[float, str, Format]) -> tuple[float, str]:
    return row[0], row[1]
