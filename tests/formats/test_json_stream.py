"""JSON documents are read item by item, and what breaks off is told after everything before it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatmine.errors import DamagedError
from chatmine.formats.json_stream import ROOT, nested

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc"), inner, max_size=3),
    max_leaves=12,
)


@given(st.lists(VALUES, max_size=6))
def test_items_come_as_they_are(memory_log: Callable[..., Any], values: list[Any]) -> None:
    document = {"name": "deals", "channel": {"id": 7}, "messages": values, "count": 2}
    found = list(nested(memory_log(json.dumps(document)), ("messages",)))
    assert [item for _, item in found] == values
    assert all(around["name"] == "deals" and around["channel"] == {"id": 7} for around, _ in found)


@given(st.lists(VALUES, max_size=6))
def test_the_document_may_be_the_array(memory_log: Callable[..., Any], values: list[Any]) -> None:
    assert [item for _, item in nested(memory_log(json.dumps(values)), (ROOT,))] == values


def test_each_item_knows_the_object_around_its_array(memory_log: Callable[..., Any]) -> None:
    chats = {
        "about": "x",
        "list": [{"name": "a", "messages": [1, 2]}, {"messages": [3]}, {"name": "b", "messages": []}],
    }
    found = [
        (around.get("name"), item) for around, item in nested(memory_log(json.dumps({"chats": chats})), ("messages",))
    ]
    assert found == [("a", 1), ("a", 2), (None, 3)]


@pytest.mark.parametrize(
    ("text", "whole", "said"),
    [
        ('{"messages": [1, 2, {"a": ', 2, "item 2 .*premature EOF"),
        ('{"messages": [1, oops, 3]}', 1, "item 1 .*lexical error"),
        ("", 0, "item 0"),
        ("[" * 200, 0, "nested more than"),
        ('{"a": ' * 200, 0, "nested more than"),
    ],
)
def test_what_breaks_off_is_told_after_what_was_whole(
    text: str, whole: int, said: str, memory_log: Callable[..., Any]
) -> None:
    items = nested(memory_log(text), ("messages",))
    for _ in range(whole):
        next(items)
    with pytest.raises(DamagedError, match=said):
        next(items)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"\ud83d\ude00", "\U0001f600"),
        (r"\ud83d x", "\ufffd x"),
        (r"\udc00 x", "\ufffd x"),
        (r"\ud83d\u0041", "\ufffdA"),
        (r"\ud83d\ud83d\ude00", "\ufffd\U0001f600"),
        (r"\\udc00", r"\udc00"),
        (r"\\ud83d\ude00", "\\ud83d\ufffd"),
    ],
)
@pytest.mark.parametrize("before", [0, (1 << 16) - 9, (1 << 16) - 4, (1 << 16) - 3])
def test_half_a_pair_of_surrogates_spoils_nothing_else(
    before: int, written: str, read: str, memory_log: Callable[..., Any]
) -> None:
    text = f'[{" " * before}"{written}", "next"]'
    assert [item for _, item in nested(memory_log(text), (ROOT,))] == [read, "next"]


def test_deep_values_need_no_recursion(memory_log: Callable[..., Any]) -> None:
    ((_, value),) = nested(memory_log("[" + "[" * 5000 + "]" * 5000 + "]"), (ROOT,))
    assert isinstance(value, list)


def test_the_document_is_streamed(memory_log: Callable[..., Any]) -> None:
    log = memory_log(json.dumps({"messages": [{"text": "hi"}] * 100_000}))
    next(nested(log, ("messages",)))
    assert log.taken < 200_000
