"""Answers in the form of the message contract, and where they come from."""

import dataclasses
import json

import pytest

from knowledge import Answer, Context
from knowledge.answer import Source, source_of, sources_of

SOURCE = Source("Die Seite", "https://example.org", None, "2023-04-27")


def test_custom_has_exactly_the_keys_of_the_contract():
    custom = Answer("answered", "Text", "de", item="areas", scope="page", sources=(SOURCE,)).custom()
    assert set(custom) == {"status", "reason", "language", "item", "scope", "confidence", "sources"}
    assert set(custom["sources"][0]) == {"title", "url", "date", "as_of"}


def test_custom_says_what_the_answer_says():
    answer = Answer("answered", "Text", "de", item="areas", scope="page", confidence=0.97, sources=(SOURCE,))
    assert answer.custom() == {
        "status": "answered", "reason": None, "language": "de", "item": "areas", "scope": "page",
        "confidence": 0.97,
        "sources": [{"title": "Die Seite", "url": "https://example.org", "date": None,
                    "as_of": "2023-04-27"}],
    }  # fmt: skip


@pytest.mark.parametrize(
    "status", ["answered", "clarify", "refused", "handoff", "emergency", "smalltalk", "error"]
)
def test_custom_can_be_sent_as_json(status):
    custom = Answer(status, "Ä", "de", "unclear", sources=(SOURCE, SOURCE)).custom()
    assert json.loads(json.dumps(custom)) == custom


def test_an_answer_without_more_has_no_source_and_an_empty_context():
    answer = Answer("smalltalk", "Hallo", "de")
    assert answer.custom()["sources"] == []
    assert answer.context == Context()
    assert (answer.choices, answer.item, answer.reason) == ((), None, None)


def test_an_answer_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Answer("smalltalk", "Hallo", "de").text = "Tschüss"


@pytest.mark.parametrize(("language", "end"), [("de", "_de"), ("en", "_en"), ("fr", "_en")])
def test_a_source_is_of_the_readers_language(items, language, end):
    source = source_of(items.items["areas"], language)
    assert source.url.endswith(end)
    assert source.title


def test_an_items_own_date_goes_before_the_pages(items):
    assert source_of(items.items["agreement-niger"], "de").date == "2022-07-15"
    assert source_of(items.items["doc-factsheet"], "de").date == "2020-09-23"
    assert source_of(items.items["areas"], "de").date == "2023-04-27"


def test_every_item_has_a_whole_source(items):
    for item in items.items.values():
        for language in ("de", "en"):
            source = source_of(item, language)
            assert source.title and source.as_of, item.id
            assert source.url.startswith(("https://", "http://")), item.id


def test_a_source_stands_once(items):
    page = [items.items[name] for name in ("areas", "area-hosts", "goal")]
    assert len(sources_of(page, "de")) == 1
    assert len(sources_of([*page, items.items["agency-europol"]], "de")) == 2
    assert sources_of([], "de") == ()
