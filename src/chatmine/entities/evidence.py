"""What must be known of the logs before anybody can say which names are one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from chatmine.entities.acronyms import spelled_out
from chatmine.entities.keys import Form
from chatmine.entities.seen import Seen, merge
from chatmine.records import UNKNOWN, Mention, Message

Spelling = tuple[str, str, str]  # label, the short form and the long one, as written


@dataclass
class Conversation:
    """The names in one conversation: how often each form was written, who speaks, and which forms it explains."""

    forms: dict[Form, Seen] = field(default_factory=dict)
    participants: dict[str, int] = field(default_factory=dict)
    spelled: dict[Spelling, Seen] = field(default_factory=dict)

    def merge(self, other: "Conversation") -> None:
        """Add what another part of the logs says."""
        merge(self.forms, other.forms)
        merge(self.spelled, other.spelled)
        for speaker, messages in other.participants.items():
            self.participants[speaker] = self.participants.get(speaker, 0) + messages


@dataclass
class Evidence:
    """The names of all conversations. Parts add up: `merge` gives the same whatever the parts were."""

    conversations: dict[str, Conversation] = field(default_factory=lambda: defaultdict(Conversation))

    def heard(self, message: Message, messages: int = 1) -> None:
        """Take note of who takes part, and with how many messages."""
        participants = self.conversations[message.conversation].participants
        if not message.speaker.startswith(UNKNOWN):
            participants[message.speaker] = participants.get(message.speaker, 0) + messages
        if message.addressee:
            participants.setdefault(message.addressee, 0)

    def add(self, message: Message, mentions: Sequence[Mention], forms: Sequence[Form], order: int) -> None:
        """Take note of the mentions of one message, and of the form of each."""
        known = self.conversations[message.conversation].forms
        for form in forms:
            known.setdefault(form, Seen()).add(1, order, message.text, message.source)
        self.read(message, mentions, order)

    def read(self, message: Message, mentions: Sequence[Mention], order: int) -> None:
        """Take note of what one message says of its names: which is the short form of which."""
        for mention, short, long in spelled_out(message.text, mentions):
            spelled = self.conversations[message.conversation].spelled
            seen = spelled.setdefault((mention.label, short, long), Seen())
            seen.add(1, order, message.text, message.source)

    def merge(self, other: "Evidence") -> None:
        """Add what another part of the logs says."""
        for name, conversation in other.conversations.items():
            self.conversations[name].merge(conversation)
