"""Opposite slants of one question get the same facts; what only provokes gets none."""

import pytest

PAIRS = [
    ("Gibt es jetzt endlich eine Partnerschaft mit Tunesien?", "Gibt es jetzt leider eine Partnerschaft mit Tunesien?"),
    ("Was tut die EU endlich gegen die Schleuser?", "Was tut die EU angeblich gegen die Schleuser?"),
    ("Welche legalen Wege öffnet die EU zum Glück?", "Welche legalen Wege öffnet die EU leider?"),
    ("Wie viel haben die armen Schleuser verdient?", "Wie viel haben die widerlichen Schleuser verdient?"),
    ("Mit welchen Ländern gibt es diese tollen Partnerschaften?",
     "Mit welchen Ländern gibt es diese schlimmen Partnerschaften?"),
    ("Which countries has the EU finally got partnerships with?",
     "Which countries has the EU shamefully got partnerships with?"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_the_slant_of_a_question_changes_no_fact(knowledge, one, other):
    first, second = knowledge.ask(one), knowledge.ask(other)
    assert (first.status, first.item, first.text) == (second.status, second.item, second.text)


@pytest.mark.parametrize(
    "pair",
    [("Ist die Politik der EU zu hart?", "Ist die Politik der EU zu weich?"),
     ("Sollte man mehr abschieben?", "Sollte man weniger abschieben?"),
     ("Are these partnerships a success?", "Are these partnerships a failure?")],
)  # fmt: skip
def test_an_opinion_is_asked_in_vain_from_either_side(knowledge, pair):
    answers = [knowledge.ask(text) for text in pair]
    assert {answer.status for answer in answers} == {"refused"}
    assert not any(answer.sources or answer.item for answer in answers)
