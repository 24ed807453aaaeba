"""How a message is parted into questions."""

import pytest

from knowledge.several import questions_in


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Was ist Frontex? Und Europol?", ["Was ist Frontex?", "Und Europol?"]),
        ("Wie hoch war der Gewinn und welche Agenturen helfen?", ["Wie hoch war der Gewinn?", "welche Agenturen helfen?"]),
        ("Wann kam Niger dazu, und wer war der Nächste?", ["Wann kam Niger dazu?", "wer war der Nächste?"]),
    ],
)
def test_two_questions(text, parts):
    assert questions_in(text, "de") == parts


@pytest.mark.parametrize(
    "text",
    ["Wer und wann?", "Was tun EU und Mitgliedstaaten?", "Rückkehr und Wiedereingliederung", "", "?", "und wann war das?",
     "a? b? c? d?", "Ich habe eine Frage und weiß nicht, wen ich fragen soll."],
)  # fmt: skip
def test_one_question_stays_one(text):
    assert questions_in(text, "de") == [text]


def test_arabic_question_marks_end_a_question():
    assert len(questions_in("ما هي المجالات؟ ومتى بدأت الشراكة مع تونس؟", "ar")) == 2
