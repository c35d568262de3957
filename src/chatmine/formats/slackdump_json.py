"""slackdump's dumps of a conversation or a thread (`CHANNEL_ID.json`), and answers of Slack's API that people saved.

Source: the `dump` format of rusq/slackdump. Its messages are Slack's own, with a thread's replies nested in the message
that began it; `users.json` may lie beside it.
"""

import re

from chatmine.formats.format import Head
from chatmine.formats.slack import Slack

_TS = re.compile(r'"ts"\s*:\s*"\d{9,10}\.\d{6}"')


class SlackdumpJson(Slack):
    """An object with the messages of one conversation, where a Slack export has an array a day."""

    name = "slackdump_json"
    about = "Slack conversations as slackdump dumps them (CHANNEL_ID.json), with threads nested"

    def sniff(self, head: Head) -> float:
        """Sure where an object holds messages with Slack's `ts`."""
        if not head.start.startswith("{") or not head.has_keys("messages"):
            return 0.0
        if _TS.search(head.text):
            return 0.97
        return (
            0.9
            if head.has_keys("channel_id", "name") and re.search(r'"messages"\s*:\s*(\[\]|null)', head.text)
            else 0.0
        )


FORMAT = SlackdumpJson()
