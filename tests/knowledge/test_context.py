"""A context goes to a store and comes back."""

import json

import pytest

from knowledge import Context

FULL = Context("de", ("agreement-niger",), ("a", "b"), "Wann war Niger?", "Am 15. Juli 2022. „Ä“")


@pytest.mark.parametrize("context", [Context(), FULL, Context(language="en"), Context(items=("a",) * 50)])
def test_round_trip_through_json(context):
    assert Context.from_dict(json.loads(json.dumps(context.to_dict()))) == context


@pytest.mark.parametrize("data", [None, {}])
def test_nothing_is_an_empty_context(data):
    assert Context.from_dict(data) == Context()


def test_unknown_keys_are_tolerated():
    assert Context.from_dict(FULL.to_dict() | {"later": 1, "slots": {"a": [1]}}) == FULL


@pytest.mark.parametrize("name", ["language", "items", "listed", "asked", "text"])
def test_missing_keys_are_tolerated(name):
    data = FULL.to_dict()
    del data[name]
    context = Context.from_dict(data)
    assert getattr(context, name) == getattr(Context(), name)
    assert {**context.to_dict(), name: FULL.to_dict()[name]} == FULL.to_dict()


@pytest.mark.parametrize("name", ["items", "listed"])
def test_null_lists_are_empty(name):
    assert getattr(Context.from_dict({name: None}), name) == ()


def test_a_stored_context_is_small():
    context = Context(
        "de", ("agreement-western-balkans",) * 4, ("agreement-western-balkans",) * 4, "ä" * 300, "ü" * 900
    )
    assert len(json.dumps(context.to_dict(), ensure_ascii=False)) < 2000


def test_another_language_changes_nothing_else():
    english = FULL.with_language("en")
    assert english.language == "en"
    assert english.with_language("de") == FULL
