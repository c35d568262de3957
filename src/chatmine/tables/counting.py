"""Every table but those with a row for each mention, counted with pandas from a settled tally."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd

from chatmine.entities import Entities
from chatmine.records import MONEY
from chatmine.tables import SEPARATOR, WATCHED, kind_of
from chatmine.tables.facts import Facts
from chatmine.tables.rows import excerpt, mentions, money, on_one_line
from chatmine.tables.selection import EVERYTHING, Selection
from chatmine.tables.tally import Tally

_TOP = 3
_MOST_PAIRED = 100  # entities of one message that are paired: a pasted list of ten thousand names is no conversation
_KINDS = {"people": "PERSON", "organisations": "ORG", "sums": "MONEY"}


def count(
    name: str, tally: Tally, entities: Entities, selection: Selection = EVERYTHING, *, marked: bool = False
) -> pd.DataFrame:
    """The rows of the table `name`, in an order that depends on nothing but what they say.

    Where `marked` is true a last column, `watched`, says `yes` of the entities on the user's watch list.

    Raises:
        UsageError: there is no such table; the text lists those there are.
    """
    kind, facts = kind_of(name), Facts(tally, entities, selection)
    frame = _COUNT[name](facts)
    if not marked:
        return frame if tuple(frame.columns) == kind.columns else frame[list(kind.columns)]
    columns = kind.marked().columns
    if WATCHED in columns:
        sides = (("type", "entity"),) if "entity" in columns else (("a_type", "a"), ("b_type", "b"))
        names = [zip(frame[label], frame[entity], strict=True) for label, entity in sides]
        frame[WATCHED] = ["yes" if facts.watched & {*row} else "" for row in zip(*names, strict=True)]
    return frame[list(columns)]


def who_what(facts: Facts) -> pd.DataFrame:
    """A row is a speaker and an entity, the most mentioned first."""
    by = ["speaker", "entity"]
    frame = facts.by_entity()
    rows = _summed(frame, by, facts)
    rows["names"] = _joined(facts.by_name(), by, "name", facts.name.values)
    rows["with"] = _together(facts.by_partner(), by, facts).reindex(rows.index, fill_value="")
    rows = _named(rows.reset_index(), facts)
    rows["example"] = [
        on_one_line(excerpt(facts.groups[group].text, facts.name.values[name]))
        for group, name in zip(rows["group"], rows["name"], strict=True)
    ]
    return _ranked(rows, "mentions", "entity", "type", "speaker")


def entities_table(facts: Facts) -> pd.DataFrame:
    """A row is an entity, the most mentioned first; `who` lists its speakers, those who mention it most first."""
    frame = facts.by_entity()
    rows = _summed(frame, ["entity"], facts)
    rows["speakers"] = frame.groupby("entity")["speaker"].nunique()
    rows["who"] = _joined(frame, ["entity"], "speaker", facts.speaker.values)
    rows["names"] = _joined(facts.by_name(), ["entity"], "name", facts.name.values)
    return _ranked(_named(rows.reset_index(), facts), "mentions", "entity", "type")


def speakers(facts: Facts) -> pd.DataFrame:
    """A row is a speaker, those who wrote most first, with how many different people, bodies and sums they name."""
    rows = _voices(facts)
    found = facts.by_entity().groupby(["speaker", "entity"])[["mentions"]].sum().reset_index()
    labels = [facts.entity.values[code][0] for code in found["entity"]]
    for column, label in _KINDS.items():
        of_label = found[np.array([each == label for each in labels], dtype=bool)]
        rows[column] = of_label.groupby("speaker").size().reindex(rows.index, fill_value=0)
    names = [entity for _, entity in facts.entity.values]
    top = _joined(found, ["speaker"], "entity", names, most=_TOP)
    rows["top"] = top.reindex(rows.index, fill_value="")
    rows = rows.reset_index()
    rows["speaker"] = [facts.speaker.values[code] for code in rows["speaker"]]
    return _ranked(rows, "messages", "speaker")


def _voices(facts: Facts) -> pd.DataFrame:
    voices = [
        (facts.speaker[who], facts.conversation[where], seen.count, *facts.span(seen))
        for (where, who), seen in facts.tally.voices.items()
    ]
    frame = pd.DataFrame(voices, columns=["speaker", "conversation", "messages", "first", "last"], dtype="int64")
    rows = frame.groupby("speaker").agg(
        messages=("messages", "sum"),
        conversations=("conversation", "nunique"),
        first=("first", "min"),
        last=("last", "max"),
    )
    return _dated(rows, facts)


def pairs(facts: Facts) -> pd.DataFrame:
    """A row is two entities that are named in one message, those most often together first; a sum is always `b`."""
    frame = _pair_frame(facts)
    by = ["a", "b"]
    groups = frame.groupby(by)
    rows = groups.agg(
        messages=("messages", "sum"),
        conversations=("conversation", "nunique"),
        first=("first", "min"),
        last=("last", "max"),
        group=("group", "first"),
    )
    rows["who"] = _joined(frame, by, "speaker", facts.speaker.values, count="messages")
    rows = _dated(rows, facts).reset_index()
    for side in by:
        values = [facts.entity.values[code] for code in rows[side]]
        rows[f"{side}_type"], rows[side] = _columns(values)
    rows["example"] = [on_one_line(excerpt(facts.groups[group].text)) for group in rows["group"]]
    rows["source"] = [facts.groups[group].source for group in rows["group"]]
    return _ranked(rows, "messages", "a", "b", "a_type", "b_type")


def _pair_frame(facts: Facts) -> pd.DataFrame:
    columns = ["a", "b", "messages", "conversation", "speaker", "first", "last", "order", "group"]
    known = facts.chosen(replace(facts.selection, entities=()))
    found: list[tuple[int, ...]] = []
    for group, ((where, who, forms), seen) in enumerate(facts.tally.groups.items()):
        if len(forms) > 1:
            rest = (seen.count, facts.conversation[where], facts.speaker[who], *facts.span(seen), seen.order, group)
            codes = {facts.code(where, form) for form in forms}
            found.extend((*pair, *rest) for pair in _pairs([code for code in codes if code in known], facts))
    frame = pd.DataFrame(found, columns=columns, dtype="int64")
    return frame.sort_values("order", kind="stable", ignore_index=True)


def _pairs(codes: list[int], facts: Facts) -> Iterator[tuple[int, int]]:
    """Every two of them, in the order of their names, sums behind; one of the two must be wanted."""
    entities = facts.entity.values
    ordered = sorted(codes, key=lambda code: (entities[code][0] == MONEY, entities[code][::-1]))
    for a, b in combinations(ordered[:_MOST_PAIRED], 2):
        if a in facts.wanted or b in facts.wanted:
            yield a, b


def who_with_whom(facts: Facts) -> pd.DataFrame:
    """A row is a speaker, a partner in the exchange and an entity that the speaker named there."""
    rows = facts.by_partner().groupby(["speaker", "partner", "entity"]).agg(
        mentions=("mentions", "sum"), first=("first", "min"), last=("last", "max"), group=("group", "first")
    )  # fmt: skip
    rows = _dated(rows, facts).reset_index()
    rows["source"] = [facts.sources[number] for number in rows["group"]]
    rows["partner"] = [facts.speaker.values[code] for code in rows["partner"]]
    rows["speaker"] = [facts.speaker.values[code] for code in rows["speaker"]]
    rows["type"], rows["entity"] = _columns([facts.entity.values[code] for code in rows["entity"]])
    return _ranked(rows, "mentions", "entity", "type", "speaker", "partner")


def timeline(facts: Facts) -> pd.DataFrame:
    """A row is a period and an entity that is mentioned in it; the undated ones come first."""
    found = [
        (name, facts.code(where, form), facts.speaker[who], mentions)
        for (name, where, who, form), mentions in facts.tally.periods.items()
        if facts.code(where, form) in facts.wanted
    ]
    frame = pd.DataFrame(found, columns=["period", "entity", "speaker", "mentions"])
    groups = frame.groupby(["period", "entity"])
    rows = groups.agg(mentions=("mentions", "sum"), speakers=("speaker", "nunique")).reset_index()
    rows["type"], rows["entity"] = _columns([facts.entity.values[code] for code in rows["entity"]])
    rows = _ranked(rows, "mentions", "entity", "type")
    return rows.sort_values("period", kind="stable", ignore_index=True)


def _summed(frame: pd.DataFrame, by: list[str], facts: Facts) -> pd.DataFrame:
    """What every row about an entity says: counts, the span of time, and where it stands for the first time."""
    rows = frame.groupby(by).agg(
        mentions=("mentions", "sum"),
        messages=("messages", "sum"),
        conversations=("conversation", "nunique"),
        first=("first", "min"),
        last=("last", "max"),
        group=("group", "first"),
        name=("name", "first"),
    )
    named = zip(rows["group"], rows["name"], strict=True)
    rows["source"] = [facts.groups[group].source_of(facts.name.values[name]) for group, name in named]
    return _dated(rows, facts)


def _dated(rows: pd.DataFrame, facts: Facts) -> pd.DataFrame:
    for column in ("first", "last"):
        rows[column] = pd.Series([facts.moment(code) for code in rows[column]], index=rows.index, dtype=object)
    return rows


def _named(rows: pd.DataFrame, facts: Facts) -> pd.DataFrame:
    rows["type"], rows["entity"] = _columns([facts.entity.values[code] for code in rows["entity"]])
    if "speaker" in rows:
        rows["speaker"] = [facts.speaker.values[code] for code in rows["speaker"]]
    return rows


def _columns(pairs: Sequence[tuple[str, str]]) -> tuple[list[str], list[str]]:
    return [first for first, _ in pairs], [second for _, second in pairs]


def _joined(
    frame: pd.DataFrame,
    by: list[str],
    column: str,
    values: Sequence[str],
    *,
    count: str = "mentions",
    most: int | None = None,
) -> "pd.Series[str]":
    """The values of each group in one cell, most frequent first, then by name."""
    places = {value: place for place, value in enumerate(sorted(set(values)))}
    rank = np.array([places[value] for value in values], dtype=np.int64)
    counts = frame.groupby([*by, column])[[count]].sum().reset_index()
    counts["rank"] = rank[counts[column]]
    counts = counts.sort_values([*by, count, "rank"], ascending=[*[True] * len(by), False, True], kind="stable")
    return _in_cells(counts, by, [values[code] for code in counts[column]], most)


def _in_cells(frame: pd.DataFrame, by: list[str], values: list[str], most: int | None = None) -> "pd.Series[str]":
    """One cell for each group of a frame that is sorted by group: a loop costs a tenth of what pandas' own takes."""
    cells: dict[tuple[int, ...], list[str]] = {}
    for group, value in zip(zip(*(frame[name].tolist() for name in by), strict=True), values, strict=True):
        cells.setdefault(group, []).append(value)
    one = pd.Index([group[0] for group in cells], name=by[0])
    index = pd.MultiIndex.from_tuples(list(cells), names=by) if len(by) > 1 else one
    return pd.Series([SEPARATOR.join(cell[:most]) for cell in cells.values()], index=index, dtype=object)


def _together(frame: pd.DataFrame, by: list[str], facts: Facts) -> "pd.Series[str]":
    partners = frame[[*by, "partner"]].drop_duplicates()
    ranks = np.array(facts.speaker.ranks(), dtype=np.int64)
    partners = partners.assign(rank=ranks[partners["partner"]]).sort_values([*by, "rank"], kind="stable")
    return _in_cells(partners, by, [facts.speaker.values[code] for code in partners["partner"]])


def _ranked(rows: pd.DataFrame, most: str, *then: str) -> pd.DataFrame:
    """By count, then by name, so that the same input always gives the same bytes."""
    ascending = [False, *[True] * len(then)]
    return rows.sort_values([most, *then], ascending=ascending, kind="stable", ignore_index=True)


_COUNT: dict[str, Callable[[Facts], pd.DataFrame]] = {
    "who-what": who_what,
    "entities": entities_table,
    "speakers": speakers,
    "mentions": mentions,
    "money": money,
    "pairs": pairs,
    "who-with-whom": who_with_whom,
    "timeline": timeline,
}
