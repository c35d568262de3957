"""Entities: which mentions name the same thing, what it is called, and why.

Two written forms are one entity wherever they differ only in case, width, accents, punctuation, spacing, a possessive
or a legal form. Short forms and acronyms join a full form inside one conversation only. What the user's list says
comes before all of that. Nothing is ever joined by sound, by romanisation, or by a shared word across conversations.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from chatmine.entities.acronyms import inside
from chatmine.entities.evidence import Conversation, Evidence
from chatmine.entities.joins import Class, Joins, join_all
from chatmine.entities.keys import Form, difference, form_of, key, words
from chatmine.entities.rules import Rule, Rules
from chatmine.entities.seen import Seen
from chatmine.records import MONEY, PERSON, Mention

Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """A written form of an entity: where it was seen, and why it counts as that entity.

    `where` is the conversation to which the reason is limited, empty where it holds everywhere. `reason` is empty for
    the form that gives the entity its name. `seen` counts mentions; `places` are the conversations that have the form.
    """

    label: str
    name: str
    entity: str
    where: str
    reason: str
    seen: Seen
    places: frozenset[str]


@dataclass
class Entities:
    """Says which entity a form is in a conversation, and why."""

    evidence: Evidence
    rules: Rules = field(default_factory=Rules)

    def __post_init__(self) -> None:
        self._names: dict[Class, str] = dict(self.rules.called)
        self._joins: dict[str, Joins] = {}
        self._about: dict[Form, tuple[Class, Parts, str, bool]] = {}
        self._written: dict[Class, Counter[str]] = defaultdict(Counter)
        self._people: dict[Class, Counter[str]] = defaultdict(Counter)
        self._listed: dict[Class, set[str]] = defaultdict(set)
        for conversation in self.evidence.conversations.values():
            for label, _, listed in conversation.forms:
                if listed and label != MONEY:
                    self._listed[label, key(listed, label)].add(listed)
        for where, conversation in self.evidence.conversations.items():
            self._learn(where, conversation)
        for where in self.evidence.conversations:
            self._join(where)

    def entity(self, mention: Mention) -> str:
        """The name under which this mention is counted: a sum's normal form, or the fullest frequent written form."""
        return self.name(mention.message.conversation, form_of(mention))

    def name(self, where: str, form: Form) -> str:
        """The entity of a form in one conversation.

        Raises:
            KeyError: the form was not in the evidence.
        """
        if form[0] == MONEY:
            return form[2] or form[1].casefold()
        name, joins = self._facts(form)[0], self._joins[where]
        if joins.joined:
            name = joins.root(name)
        if self.rules.forced:
            name, _ = self._final(name, where)
        return self._names.get(name) or self._called(name)

    def variants(self) -> Iterator[Variant]:
        """Every written form of every entity, the form itself included, in the order in which they were first seen."""
        found: dict[tuple[str, str, str, str, str], tuple[Seen, set[str]]] = {}
        for where, conversation in self.evidence.conversations.items():
            for form, seen in conversation.forms.items():
                if form[0] != MONEY:
                    entity, reason, scope = self.explain(where, form)
                    total, places = found.setdefault((form[0], form[1], entity, scope, reason), (Seen(), set()))
                    total.merge(seen)
                    places.add(where)
        for names, (total, places) in sorted(found.items(), key=lambda item: (item[1][0].order, item[0])):
            yield Variant(*names, seen=total, places=frozenset(places))

    def explain(self, where: str, form: Form) -> tuple[str, str, str]:
        """The entity of a form, the reason why, and the conversation to which that reason is limited."""
        joins, start = self._joins[where], self._facts(form)[0]
        root = joins.root(start)
        final, rule = self._final(root, where)
        entity = self._called(final)
        if start in joins.joined:
            return entity, joins.joined[start][1], where
        if rule:
            return entity, f"your list of aliases, row {rule.row}", rule.where
        if form[1] == entity:
            return entity, "", ""
        if form[2]:
            return entity, "your watch list", ""
        if start in self._people and key(form[1], PERSON) == start[1] and entity in self._people[start]:
            return entity, f"takes part as {entity}, same but for {difference(form[1], entity, form[0])}", ""
        return entity, _same_but_for(form, entity), ""

    @cached_property
    def speakers(self) -> frozenset[str]:
        """The persons among the entities who take part themselves."""
        return frozenset(self._called(name) for name in self._people)

    def _learn(self, where: str, conversation: Conversation) -> None:
        """Take note of how each class is written, and of the words by which short forms are told."""
        joins = self._joins[where] = Joins(self.rules, where, {}, {})
        names, parts = joins.names, joins.parts
        for form, seen in conversation.forms.items():
            if form[0] == MONEY:
                continue
            name, words_of, full, both = self._facts(form)
            if not both:
                self._written[name][form[1]] += seen.count
            if form[2]:
                self._names.setdefault(name, form[2])
            names.setdefault(name, full)
            if len(parts.get(name, ())) < len(words_of):
                parts[name] = words_of
        for speaker, messages in conversation.participants.items():
            self._people[PERSON, key(speaker, PERSON)][speaker] += messages

    def _join(self, where: str) -> None:
        conversation, joins = self.evidence.conversations[where], self._joins[where]
        participants: dict[Class, str] = {}
        for speaker in sorted(conversation.participants):
            name = (PERSON, key(speaker, PERSON))
            participants[name] = speaker
            joins.names.setdefault(name, speaker)
            joins.parts.setdefault(name, words(speaker, PERSON))
        join_all(conversation, joins, participants)

    def _facts(self, form: Form) -> tuple[Class, Parts, str, bool]:
        """A form's class and words, how it is written in full, and whether it is written with both its forms."""
        known = self._about.get(form)
        if known is None:
            pair = _both(form)
            full = pair[1] if pair else form[1]
            known = self._about[form] = (
                self._find_class(form), words(form[2] or full, form[0]), full, bool(pair)
            )  # fmt: skip
        return known

    def _find_class(self, form: Form) -> Class:
        label, name, listed = form
        if (label, name.casefold()) in self.rules.alone:
            return label, f"{key(name, label)}\0{name.casefold()}"
        if listed and len(self._listed[label, key(listed, label)]) > 1:
            # Whoever lists `Acme Ltd` and `Acme GmbH` in two rows tells them apart.
            return label, f"{key(listed, label)}\0{listed}"
        pair = _both(form)
        return label, key(listed or (pair[1] if pair else name), label)

    def _final(self, name: Class, where: str) -> tuple[Class, Rule | None]:
        """What the user's list makes of a class."""
        if not self.rules.forced:
            return name, None
        label, _ = name
        final, rule = self.rules.follow(*name, where)
        return (label, final), rule

    def _called(self, name: Class) -> str:
        if name not in self._names:
            people = self._people.get(name)
            self._names[name] = min(people, key=lambda who: (-people[who], who)) if people else self._canonical(name)
        return self._names[name]

    def _canonical(self, name: Class) -> str:
        """The fullest of the frequent written forms, in its tidiest case."""
        written = self._written.get(name)
        if not written:
            return min(joins.names[name] for joins in self._joins.values() if name in joins.names)
        most = max(written.values())
        frequent = [form for form, count in written.items() if count * 3 >= most]
        plain = [form for form in frequent if not form.endswith(("'s", "’s", "'", "’"))] or frequent
        return max(plain, key=lambda form: (_tidiness(form), len(form), written[form], form))


def _tidiness(name: str) -> int:
    """Capitals where they belong are better than capitals only, and these are better than none."""
    return 0 if name.islower() else 1 if name.isupper() else 2


def _both(form: Form) -> tuple[str, str] | None:
    """The short and the long form of a name that was tagged with its brackets."""
    return inside(form[1], form[0]) if form[1][-1:] in (")", "）") else None


def _same_but_for(form: Form, entity: str) -> str:
    if pair := _both(form):
        return f"written with both its forms, {pair[1]} and {pair[0]}"
    return f"same but for {difference(form[1], entity, form[0])}"
