"""What may be published, and what is answered from it."""

import datetime

import pytest

from knowledge.countries import LANGUAGES
from knowledge.findings import NotInOrder, check
from knowledge.overdue import overdue_since
from knowledge.published import Published
from knowledge.schema import ContentError
from tests.evaluation.words import Vocabulary
from tests.knowledge.toys import body, body_of

LONG_AGO = datetime.date(2020, 5, 1)


def wrong(items, given, name=None):
    """Field and code of everything that is found."""
    with pytest.raises(ContentError) as raised:
        check(given, items, name)
    return {(finding.field, finding.code) for finding in raised.value.findings}


def changed(items, name, **fields):
    return body_of(items.items[name], **fields)


def without(given, field, language):
    del given[field][language]
    return given


def source(**fields):
    return body()["source"] | fields


def test_every_item_of_the_files_may_be_published_as_it_is(items):
    for item in items.items.values():
        check(body_of(item), items)


def test_points_may_be_left_out_and_no_other_fact(items):
    given = body_of(items.items["example-returns"])
    check(given | {"facts": {"kind": "example", "number": 2}}, items)
    assert wrong(items, given | {"facts": {"kind": "example"}}) == {("facts.number", "missing")}


def test_a_new_item_and_questions_to_refuse_may_be_published(items):
    check(body(), items)
    check({"questions": {"de": ["Wie wird das Wetter?"]}}, items, "refuse:outside_topic")


@pytest.mark.parametrize(("given", "field", "code"), [
    (without(body(), "text", "en"), "text.en", "missing"),
    (without(body(), "title", "de"), "title.de", "missing"),
    (without(body(), "questions", "en"), "questions.en", "missing"),
    (body(title={"de": "Pool", "en": "Pool", "fr": "Réserve"}), "text.fr", "missing"),
    (body(text={"de": "Ein Text.", "en": " "}), "text.en", "empty"),
    (body(text={"de": "x" * 901, "en": "A text."}), "text.de", "too_long"),
    (body(text={"de": "Es sind 330.", "en": "There are 350."}), "text.en", "other_numbers"),
    (body(text={"de": "Siehe https://seite", "en": "A text."}), "text.de", "no_address"),
    (body(questions={"de": ["Nur eine?"], "en": ["One?", "Two?"]}), "questions.de", "too_few"),
    (body(questions={"de": ["Eine?", "x" * 301], "en": ["One?", "Two?"]}), "questions.de.1", "too_long"),
    (body(questions={"de": ["Eine?", "eine ?"], "en": ["One?", "Two?"]}), "questions.de.1", "duplicate"),
    (body(source=source(url="https://")), "source.url", "no_address"),
    (body(source=source(url="https://seite")), "source.url", "no_address"),
    (body(source=source(url={"de": "https://exa mple.org/", "en": "https://example.org/"})), "source.url.de", "no_address"),
    (body(source=source(url="https://example.org:port/")), "source.url", "no_address"),
    (body(source=source(as_of="2026-02-30")), "source.as_of", "no_such_day"),
    (body(source=source(date="30.06.2026")), "source.date", "no_such_day"),
    (body(source={"title": "Kommission", "url": "https://example.org/"}), "source.as_of", "missing"),
    (body(topic="weather"), "topic", "unknown"),
    (body(facts={"kind": "weather"}), "facts.kind", "unknown"),
    (body(facts={"kind": "agreement"}), "facts.kind", "kind_not_free"),
    (body(facts={"kind": "contact"}), "facts.contact_for", "missing"),
    (body(scope="elsewhere"), "scope", "unknown"),
    (body(note="x"), "", "unexpected"),
    (body("Talent Pool"), "id", "malformed"),
    (body(title="Talentpool"), "title", "wrong_type"),
    ({}, "text", "missing"),
])  # fmt: skip
def test_what_is_wrong_is_found_in_its_field(items, given, field, code):
    assert (field, code) in wrong(items, given)


def test_everything_is_found_at_once(items):
    given = without(body(topic="weather", source=source(url="x", as_of="2026-02-30")), "text", "en")
    assert wrong(items, given) == {
        ("text.en", "missing"), ("topic", "unknown"), ("source.url", "no_address"), ("source.as_of", "no_such_day"),
    }  # fmt: skip


def test_a_question_of_another_item_is_named_with_its_item(items):
    taken = items.items["areas"].questions["de"][0]
    given = body()
    given["questions"]["de"].append(taken)
    with pytest.raises(NotInOrder, match="belongs to item 'areas' already") as raised:
        check(given, items)
    assert raised.value.findings[0].about == "areas"


def test_a_changed_item_keeps_its_kind_and_its_facts(items):
    assert wrong(items, changed(items, "goal", facts={"kind": "info"})) == {("facts.kind", "kind_changed")}
    dateless = changed(items, "agreement-niger", facts={"kind": "agreement", "country": "niger"})
    assert wrong(items, dateless) == {("facts.date", "missing")}


def test_questions_to_refuse_need_a_known_reason_and_no_owner(items):
    owned = items.items["areas"].questions["de"][0]
    assert ("id", "unknown") in wrong(items, {"questions": {"de": ["Was?"]}}, "refuse:whim")
    assert ("questions.de.0", "duplicate") in wrong(items, {"questions": {"de": [owned]}}, "refuse:opinion")
    assert ("questions", "missing") in wrong(items, {}, "refuse:opinion")


def test_a_body_under_another_name_is_found(items):
    assert wrong(items, body("one"), "two") == {("id", "malformed")}


def test_published_items_replace_and_join_those_of_the_files(items):
    new = changed(items, "goal", title={"de": "Neu", "en": "New"})
    after = items.with_items(Published().plus("goal", new).plus("talent-pool", body()).plus("areas", None))
    assert after.items["goal"].title["de"] == "Neu" and after.items["talent-pool"].kind == "info"
    assert after.items["areas"] == items.items["areas"] and "talent-pool" not in items.items


def test_the_last_publication_of_an_item_counts():
    published = Published().plus("a", {"x": 1}, LONG_AGO).plus("a", None)
    assert (published.version, published.items, published.review_on) == (2, {"a": None}, {})


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_overdue_answer_says_so_in_words_of_the_files(knowledge, language):
    after = knowledge.with_published(Published().plus("agreement-niger", None, LONG_AGO))
    question = knowledge.content.items["agreement-niger"].questions[language][0]
    before, answer = knowledge.ask(question, language=language), after.ask(question, language=language)
    assert answer.item == "agreement-niger"
    assert "2020" in answer.text.removeprefix(before.text.splitlines()[0])
    assert len(answer.text.splitlines()) == len(before.text.splitlines()) + 1
    assert Vocabulary(after.content, answer.language).strangers(answer.text) == []


def test_only_answers_of_overdue_items_say_so(knowledge):
    tomorrow = datetime.date.today() + datetime.timedelta(days=1)
    after = knowledge.with_published(Published().plus("agreement-niger", None, LONG_AGO).plus("goal", None, tomorrow))
    for text in ("Wann war die Partnerschaft mit Marokko?", "Was ist das Ziel der Zusammenarbeit?"):
        assert after.ask(text).text == knowledge.ask(text).text


def test_a_review_is_overdue_the_day_after(knowledge):
    answer = knowledge.ask("Seit wann gibt es die Partnerschaft mit Niger?")
    published = Published().plus("agreement-niger", None, datetime.date(2026, 3, 1))
    assert overdue_since(answer, published, datetime.date(2026, 3, 1)) is None
    assert overdue_since(answer, published, datetime.date(2026, 3, 2)) == datetime.date(2026, 3, 1)
