"""Slanted words are left out, questions are not."""

import pytest

from knowledge.slant import without


@pytest.mark.parametrize(
    ("text", "rest"),
    [("Was tut die EU endlich gegen Schleuser?", "Was tut die EU gegen Schleuser?"),
     ("Welche schlimmen Partnerschaften gibt es?", "Welche Partnerschaften gibt es?"),
     ("What does the EU allegedly do?", "What does the EU do?")],
)  # fmt: skip
def test_slanted_words_go(text, rest):
    assert without(text) == rest


@pytest.mark.parametrize("text", ["Leider nein.", "Armenien?", "Endlich", "Wie ist die Lage in Greater Manchester?", ""])
def test_other_words_and_short_messages_stay(text):
    assert without(text) == text
