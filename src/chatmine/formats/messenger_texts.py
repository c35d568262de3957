"""What Messenger and Instagram say in a sender's name: who came and went, what was changed, what was sent.

They say it in the language of the account; these are the English texts, which most downloads have.
"""

import re

_SENT = (
    "an attachment",
    "a photo",
    "a video",
    "a link",
    "a sticker",
    "a GIF",
    "a voice message",
    "a location",
    "a live location",
)
_DONE = (
    "named the group",
    "created the group",
    "left the group",
    "joined the group",
    "joined the call",
    "joined the video chat",
    "changed the group photo",
    "changed the chat theme",
    "changed the theme",
    "changed the group name",
    "changed the quick reaction",
    "changed the emoji",
    "set the quick reaction",
    "set the emoji",
    "set the theme",
    "set the nickname",
    "set your nickname",
    "set his own nickname",
    "set her own nickname",
    "set their own nickname",
    "cleared the nickname",
    "started a call",
    "started an audio call",
    "started a video chat",
    "started a video call",
    "turned on",
    "turned off",
    "pinned a message",
    "unsent a message",
    "waved at",
    "created a poll",
    "is now an admin",
)
_SENDS = re.compile(rf" sent (?:{'|'.join(_SENT)})\.?", re.IGNORECASE)
_GONE = re.compile(r"(?:Photo|Video|Audio|Attachment) unavailable", re.IGNORECASE)
_REACTION = re.compile(r"Reacted .{1,40} to (?:your|a|their|his|her|the) message ?|Liked (?:a|your) message ?")
_EVENT = re.compile(rf" (?:{'|'.join(_DONE)})\b| (?:added|removed) .{{1,200}} (?:to|from) the group", re.IGNORECASE)


def is_placeholder(speaker: str, said: str) -> bool:
    """Whether a text stands for something that was sent.

    >>> is_placeholder("Ann", "Ann sent an attachment."), is_placeholder("Ann", "Ben sent a photo.")
    (True, False)
    """
    return bool(_SENDS.fullmatch(_after_name(speaker, said)) or _GONE.fullmatch(said))


def is_event(speaker: str, said: str) -> bool:
    """Whether a text is the service's: a reaction, or an event that begins with the name of its sender.

    >>> is_event("Ann", "Ann named the group Deals."), is_event("Ann", "You left the group."), is_event("Ann", "I left")
    (True, True, False)
    """
    if _REACTION.fullmatch(said):
        return True
    told = _after_name(speaker, said)
    return _EVENT.match(told) is not None and "\n" not in told


def _after_name(speaker: str, said: str) -> str:
    """What follows the sender's own name, or `You` where the sender is who asked for the download."""
    return next((said[len(who) :] for who in (speaker, "You") if who and said.startswith(who + " ")), "")
