"""What a draft would change is known before it is published: nothing that it breaks stays unseen."""

import json
import random

import pytest

from knowledge import questions
from knowledge.judge import judge
from knowledge.preview import RIGHT, Past, preview
from knowledge.published import Published
from knowledge.questions import Labelled
from tests.knowledge.toys import body, body_of

EGYPT = {"de": ["Gibt es eine Partnerschaft der EU mit Ägypten?", "Seit wann gibt es eine Partnerschaft mit Ägypten?"],
         "en": ["Is there a partnership between the EU and Egypt?", "Since when has the EU been working with Egypt?"]}  # fmt: skip
KNOWN = [
    Labelled("Seit wann gibt es die Partnerschaft mit Tunesien?", "agreement-tunisia", "de"),
    Labelled("Hat die EU auch mit Ägypten eine Partnerschaft?", "refuse:not_in_sources", "de"),
    Labelled("Wie wird das Wetter morgen?", "refuse:outside_topic", "de"),
    Labelled("Is there a partnership with Egypt?", "egypt", "en"),
]


@pytest.fixture(scope="module")
def egypt(knowledge):
    return knowledge.with_published(Published().plus("egypt", body("egypt", questions=EGYPT)))


def quiet(done, total):
    """Tells nobody."""


def asked(changes):
    return [change.question for change in changes]


def test_labelled_questions_that_break_or_are_repaired_are_named(knowledge, egypt):
    report = preview(knowledge, egypt, KNOWN, [], quiet)
    assert asked(report.broken) == [KNOWN[1].text] and asked(report.repaired) == [KNOWN[3].text]
    case = report.broken[0]
    assert (case.expected, case.language) == ("refuse:not_in_sources", "de")
    assert (case.before.status, case.before.reason, case.before.item) == ("refused", "not_in_sources", None)
    assert (case.after.status, case.after.item) == ("answered", "egypt") and "Talentpool" in case.after.text


def test_a_case_keeps_its_key(knowledge, egypt):
    again = knowledge.with_published(Published().plus("egypt", body("egypt", questions=EGYPT, plain={"de": "Anders."})))
    first, second = (preview(knowledge, after, KNOWN, [], quiet) for after in (egypt, again))
    assert first.broken[0].key == second.broken[0].key != first.repaired[0].key


def test_past_questions_are_sorted_by_what_becomes_of_them(knowledge, egypt):
    past = [Past("Hat die EU eine Partnerschaft mit Ägypten?", "de"), Past("Is there a partnership with Egypt?", "en"),
            Past("Was macht Frontex?", "de")]  # fmt: skip
    there, back = preview(knowledge, egypt, [], past, quiet), preview(egypt, knowledge, [], past, quiet)
    assert asked(there.now_answered) == asked(back.now_refused) == [past[0].text, past[1].text]
    assert there.unchanged == back.unchanged == 1
    assert there.to_dict()["languages"] == {"de": {"now_answered": 1}, "en": {"now_answered": 1}}


def test_a_question_that_goes_to_another_item_flips(knowledge):
    text = "Wer hilft mir bei einer Beschwerde über Frontex?"
    items = {name: body(name, questions={"de": [text, "Beschwerde über Frontex"], "en": ["One?", "Two?"]}) for name in ("one", "two")}
    before, after = (knowledge.with_published(Published().plus(name, item)) for name, item in items.items())
    report = preview(before, after, [], [Past(text, "de")], quiet)
    assert (report.flipped[0].before.item, report.flipped[0].after.item) == ("one", "two")


def test_samples_that_get_another_answer_are_named(knowledge):
    owned = "Seit wann gibt es die operative Partnerschaft mit Marokko?"
    item = body(questions={"de": [owned, "Was ist der Talentpool?"], "en": body()["questions"]["en"]})
    report = preview(knowledge, knowledge.with_published(Published().plus("talent-pool", item)), [], [], quiet)
    assert asked(report.missed) == [owned] and report.missed[0].after.item == "agreement-morocco"


def test_samples_that_are_published_already_are_not_asked_again(egypt):
    after = egypt.with_published(egypt.published.plus("areas", None))
    assert vars(preview(egypt, after, KNOWN, [], quiet)) == vars(preview(egypt, egypt, [], [], quiet))


def test_facts_change_answers_that_no_sample_touches(knowledge):
    item = body_of(knowledge.content.items["agreement-tunisia"])
    item["facts"]["date"] = "2021-04-27"
    after = knowledge.with_published(Published().plus("agreement-tunisia", item))
    past = [Past("Welche Partnerschaft war die erste?", "de")]
    report = preview(knowledge, after, [Labelled(past[0].text, "agreement-morocco", "de")], past, quiet)
    assert report.broken[0].after.item == report.flipped[0].after.item == "agreement-tunisia"


def test_nothing_is_asked_whose_answer_cannot_change(knowledge, monkeypatch):
    item = body_of(knowledge.content.items["goal"])
    item["text"]["de"] = "Neuer Text."
    after = knowledge.with_published(Published().plus("goal", item))
    monkeypatch.setattr(type(knowledge), "ask", None)
    report = preview(knowledge, after, KNOWN, [Past("Was ist das Ziel?", "de")], quiet)
    assert report.unchanged == 1 and not report.broken


def test_what_is_left_out_would_not_have_changed(knowledge, egypt):
    """Asking everything finds the same as asking only what can change."""
    every = questions.load("calibration", knowledge.content)
    some = random.Random(1).sample(every, 80) + [one for one in every if "gypt" in one.text]
    report = preview(knowledge, egypt, some, [], quiet)
    right = [(judge(one.label, known.ask(one.text, language=one.language)) in RIGHT) for one in some for known in (knowledge, egypt)]
    broken = [one.text for one, was, now in zip(some, right[::2], right[1::2]) if was and not now]
    assert broken and sorted(asked(report.broken)) == sorted(broken)


def test_progress_rises_until_everything_is_done(knowledge, egypt):
    told = []
    preview(knowledge, egypt, KNOWN, [Past("Was?", "de")], lambda done, total: told.append((done, total)))
    total = 2 * len(KNOWN) + 1 + 4  # the labelled twice, one past question, four samples
    assert told == sorted(told) and told[-1] == (total, total)


def test_the_report_is_json(knowledge, egypt):
    said = json.loads(json.dumps(preview(knowledge, egypt, KNOWN, [], quiet).to_dict()))
    assert said["broken"][0]["after"]["item"] == "egypt" and said["unchanged"] == 0
