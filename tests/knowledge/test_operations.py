"""What a question wants done."""

import pytest

from knowledge import operations

ASKS = {
    "when": ["Wann begann das?", "Seit wann?", "In welchem Jahr war das?", "An welchem Tag?",
             "Welches Datum?", "When was it?",
             "What is the date?", "Which year was that?"],
    "count": ["Wie viele Partnerschaften gibt es?", "wieviele sind es", "Wie ist die Anzahl?",
              "How many areas are there?"],
    "list": ["Welche Bereiche gibt es?", "Nenne mir alle Dokumente", "Zählen Sie die Länder auf.",
             "List the documents",
             "Which documents are there?"],
    "confirm": ["Das stimmt, oder?", "Stimmt's?", "Es sind fünf, richtig?", "Ist das so?",
                "Ich glaube, es sind drei.",
                "Is it true?", "There are five, right?", "Were there only two?",
                "There are three, aren't there?"],
    "order": ["Was war früher?", "Was kam zuerst?", "Was war eher dran?", "In welcher Reihenfolge?",
              "der Reihe nach",
              "Kam das vor oder nach Niger?", "Which came earlier?", "Before or after Niger?"],
    "between": ["Was liegt zwischen Marokko und Tunesien?", "Was war dazwischen?", "What lies between them?"],
    "after": ["Was kam als Nächstes nach Niger?", "Wer war nach Marokko dran?", "Und danach?",
              "What came after Niger?",
              "Welche Partnerschaft kam nach Niger?", "Was folgte auf Niger?", "What comes after Tunisia?"],
    "before": ["Wer war vor Niger dran?", "Und davor?", "What came before Niger?",
               "Welche Partnerschaft kam vor Niger?",
               "Which partnership came before Tunisia?"],
    "define": ["Was ist ein Transitland?", "Was bedeutet Rückübernahme?", "Was heißt Rückführung?",
               "Erklären Sie Asyl.",
               "What does removal mean?", "What is a transit country?", "Was versteht man unter Migration?"],
    "amount": ["Wie viel Geld ist das?", "Wie hoch war der Gewinn?", "How much was it?", "Welche Summe?"],
}  # fmt: skip
OTHERS = {
    "confirm": ["Was ist der zweite Bereich?", "Was kostet ein Schleuser?", "Was sind die drei Beispiele?",
                "Was kam danach?",
                "Wann begann das?", "Welche Länder gehören dazu?"],
    "count": ["Wie heißt das?", "Wann begann das?", "How does it work?"],
    "when": ["Wie viele?", "Was ist das?", "Who publishes the page?"],
    "after": ["Wann begann das?", "Die Frage nach Niger", "Welche Dokumente gibt es?"],
    "before": ["Was geht hier vor?", "Stellen Sie die Bereiche vor.", "Welche Dokumente gibt es?"],
    "between": ["Welche Dokumente gibt es?", "Wann begann das?"],
    "define": ["Wann begann die Partnerschaft?", "Wie viele Bereiche?", "Wer macht mit?"],
    "amount": ["Wie viele Partnerschaften?", "Wann begann das?"],
}  # fmt: skip


def pairs(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(operation, text) for operation, texts in table.items() for text in texts]


@pytest.mark.parametrize(("operation", "text"), pairs(ASKS))
def test_operations_in_german_and_english(operation, text):
    assert operation in operations.find(text)


@pytest.mark.parametrize(("operation", "text"), pairs(OTHERS))
def test_other_questions_do_not_ask_for_it(operation, text):
    assert operation not in operations.find(text)


@pytest.mark.parametrize("text", ["", "?", "Niger", "😀", "\n"])
def test_nothing_is_asked_for(text):
    assert operations.find(text) == frozenset()


@pytest.mark.parametrize(
    "text", ["Was war frueher?", "Was war spaeter?", "Was kam als naechstes nach Niger?"]
)
def test_umlauts_may_be_typed_as_two_letters(text):
    umlauts = text.replace("ue", "ü").replace("ae", "ä")
    assert operations.find(text) == operations.find(umlauts)
    assert operations.find(text) & {"order", "after"}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Es gibt doch fünf operative Partnerschaften, oder?", 5), ("fuenf Partnerschaften", 5),
        ("Sind es 3 Partnerschaften?", 3),
        ("genau zwei neue große Partnerschaften", 2), ("There are six partnerships, right?", 6),
        ("12 Partnerschaften", 12),
        ("Partnerschaften gibt es nur zwei, oder?", 2), ("Partnerschaften sind es lediglich drei.", 3),
        ("Partnerschaften gibt es bloß zwei, oder?", 2), ("Partnerships: there are only 3, right?", 3),
    ],
)  # fmt: skip
def test_a_claimed_count(text, count):
    assert operations.claimed_count(text, "agreement") == count


@pytest.mark.parametrize(
    "text",
    ["Wie viele Partnerschaften gibt es?", "Gibt es fünf Bereiche?", "", "2022 gab es drei", "kein Partner"],
)
def test_no_claimed_count(text):
    assert operations.claimed_count(text, "agreement") is None


def test_a_year_is_no_count():
    assert operations.claimed_count("Gab es 2022 Partnerschaften?", "agreement") is None
