"""The list of aliases: merges made and suggested, as a table to edit and hand back.

A row says that a `name` is an `entity`. Handed back, a row with the action `merge` is done as it stands, everywhere or
only in the conversation that `where` names; `keep apart` is never done; any other action (`suggest`) is left alone. To
rename an entity, give its name as `name` and the new one as `entity`. The other columns are there to judge by.
"""

from collections.abc import Iterator

from chatmine.entities.rules import APART, MERGE, SUGGEST, Rule, Rules
from chatmine.entities.settling import Entities, Variant
from chatmine.lists import Cells, UserList, label_of

COLUMNS = (
    "action", "type", "name", "entity", "where", "reason", "mentions", "conversations", "example", "source",
)  # fmt: skip
_ACTIONS = {
    "merge": MERGE, "same": MERGE, "rename": MERGE, "keep apart": APART, "apart": APART, "split": APART,
    "suggest": SUGGEST, "": SUGGEST,
}  # fmt: skip
_EXAMPLE = 300
AliasRow = tuple[str, str, str, str, str, str, int, int, str, str]


def alias_rows(entities: Entities, *, suggestions: bool = True) -> Iterator[AliasRow]:
    """The merges made, those of most mentions first, and after them those that are only suggested."""
    made = [variant for variant in entities.variants() if variant.name != variant.entity]
    for variant in sorted(made, key=_most_first):
        yield row(MERGE, variant, variant.entity, variant.reason)
    if suggestions:
        from chatmine.entities.suggestions import suggest

        for variant, entity, reason in suggest(entities):
            yield row(SUGGEST, variant, entity, reason)


def row(action: str, variant: Variant, entity: str, reason: str) -> AliasRow:
    """One row of the list."""
    seen = variant.seen
    place = max(seen.text.find(variant.name), 0)
    example = seen.text if len(seen.text) <= _EXAMPLE else seen.text[max(place - 100, 0) :][:_EXAMPLE]
    where = variant.where if action == MERGE else ""
    return (
        action, variant.label, variant.name, entity, where, reason, seen.count, len(variant.places), example,
        seen.source,
    )  # fmt: skip


def _most_first(variant: Variant) -> tuple[int, str, str, str, str]:
    return -variant.seen.count, variant.entity, variant.label, variant.name, variant.where


def read_aliases(path: str) -> tuple[Rules, list[str]]:
    """The rules in an edited list, and what was wrong with rows that are left out.

    Raises:
        UsageError: the file cannot be read.
    """
    rows = UserList(path)
    return Rules.of(rows.rows("entity", _rule)), rows.problems


def _rule(number: int, cells: Cells) -> Rule:
    row = dict(reversed(cells))
    action = row.get("action", "").casefold()
    if action not in _ACTIONS:
        raise ValueError(f"there is no action {row['action']!r}; write merge, keep apart or suggest")
    for needed in ("name", "entity"):
        if not row.get(needed):
            raise ValueError(f"no {needed}")
    return Rule(
        _ACTIONS[action], label_of(row.get("type", "")), row["name"], row["entity"], row.get("where", ""), number
    )
