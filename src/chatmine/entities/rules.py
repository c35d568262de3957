"""What the user decides: rows that force names together, keep them apart, or give an entity another name."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from chatmine.entities.keys import key
from chatmine.records import ORG, PERSON

MERGE, APART, SUGGEST = "merge", "keep apart", "suggest"
NAMES = (PERSON, ORG)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: `name` is, or is not, `entity`; `where` is the one conversation in which that holds, if it is one.

    `label` is empty for a person or an organisation alike; `row` is where the user finds it.
    """

    action: str
    label: str
    name: str
    entity: str
    where: str = ""
    row: int = 0

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels it speaks of."""
        return (self.label,) if self.label else NAMES


@dataclass
class Rules:
    """The rows, as they are looked up; of two that force the same name, the later wins.

    `called` is how the user writes an entity, by label and key. `alone` are written forms that no key joins.
    """

    forced: dict[tuple[str, str, str], Rule] = field(default_factory=dict)
    called: dict[tuple[str, str], str] = field(default_factory=dict)
    apart: set[tuple[str, frozenset[str]]] = field(default_factory=set)
    alone: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, rows: Iterable[Rule]) -> "Rules":
        """The rules in these rows; what is only suggested is none."""
        rules = cls()
        for rule in rows:
            for label in rule.labels:
                rules._add(rule, label)
        return rules

    def _add(self, rule: Rule, label: str) -> None:
        name, entity = key(rule.name, label), key(rule.entity, label)
        if rule.action == MERGE:
            self.called[label, entity] = rule.entity
            if name != entity:
                self._break_circle(label, name, entity, rule.where)
                self.forced[label, name, rule.where] = rule
        elif rule.action == APART and name != entity:
            self.apart.add((label, frozenset((name, entity))))
        elif rule.action == APART:
            self.alone.add((label, rule.name.casefold()))

    def _break_circle(self, label: str, name: str, entity: str, where: str) -> None:
        """Drop the earlier row that leads from the entity back to the name: the later row wins."""
        while entity != name and (rule := self.rule(label, entity, where)):
            before, entity = entity, key(rule.entity, label)
            if entity == name:
                del self.forced[label, before, rule.where]

    def follow(self, label: str, name: str, where: str) -> tuple[str, Rule | None]:
        """The key that a key becomes by rows that build on each other, and the last of these rows."""
        last, seen = None, {name}
        while (rule := self.rule(label, name, where)) and key(rule.entity, label) not in seen:
            last, name = rule, key(rule.entity, label)
            seen.add(name)
        return name, last

    def rule(self, label: str, name: str, where: str) -> Rule | None:
        """The row that forces the name with this key in a conversation."""
        return self.forced.get((label, name, where)) or self.forced.get((label, name, ""))

    def forbid(self, label: str, a: str, b: str) -> bool:
        """Whether these two keys are to stay apart."""
        return (label, frozenset((a, b))) in self.apart
