"""Labelled questions: what is read, what is refused, and that nothing is tested that was trained."""

import pytest

from knowledge import questions
from knowledge.normalise import words
from knowledge.questions import Labelled
from knowledge.schema import ContentError
from tests.knowledge.toys import write

PARTS = ["train", "calibration", "test"]


@pytest.fixture
def load(items, tmp_path):
    """The questions of one file."""

    def loaded(data):
        write(tmp_path, "train/toys.de.yml", data)
        return questions.load("train", items, tmp_path)

    return loaded


@pytest.fixture(scope="module")
def parts(items):
    """The real questions of every part."""
    return {part: questions.load(part, items) for part in PARTS}


@pytest.fixture(scope="module")
def asked(parts):
    """Part -> its questions, each as its folded words."""
    return {part: {" ".join(words(entry.text)) for entry in entries} for part, entries in parts.items()}


def test_items_and_reasons(load):
    found = load({"language": "de", "items": {"areas": ["Was?", "Wie?"]}, "refuse": {"opinion": ["Gut so?"]}})
    assert found == [
        Labelled("Was?", "areas", "de", "toys.de"),
        Labelled("Wie?", "areas", "de", "toys.de"),
        Labelled("Gut so?", "refuse:opinion", "de", "toys.de"),
    ]


def test_several_sets_in_a_file(load):
    found = load(
        {
            "sets": [
                {"language": "fr", "items": {"areas": ["Quoi ?"]}},
                {"language": "it", "refuse": {"opinion": ["Bene?"]}},
            ]
        }
    )
    assert [(entry.language, entry.label) for entry in found] == [("fr", "areas"), ("it", "refuse:opinion")]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ({"language": "de", "items": {"nonsense": ["Was?"]}}, "nonsense"),
        ({"language": "de", "refuse": {"nonsense": ["Was?"]}}, "nonsense"),
        ({"language": "de", "items": {"refuse:opinion": ["Was?"]}}, "refuse:opinion"),
        (
            {
                "sets": [
                    {"language": "de", "items": {"areas": ["Was?"]}},
                    {"language": "de", "items": {"nonsense": ["?"]}},
                ]
            },
            "nonsense",
        ),
    ],
)
def test_an_unknown_label_is_named_with_its_file(load, data, name):
    with pytest.raises(ContentError) as error:
        load(data)
    assert "toys.de.yml" in str(error.value) and name in str(error.value)


@pytest.mark.parametrize(
    "data",
    ["", "- Was?", "items: [", {"items": {"areas": ["Was?"]}}, {"language": "de", "items": {"areas": None}},
     {"language": "de", "items": {"areas": "Was?"}}, {"language": "de", "items": ["areas"]},
     {"language": "de", "items": {"areas": [5]}}],
)  # fmt: skip
def test_another_shape_is_named_with_its_file(load, data):
    with pytest.raises(ContentError, match=r"toys\.de\.yml"):
        load(data)


def test_a_folder_without_questions_says_so(items, tmp_path):
    with pytest.raises(ContentError, match="train"):
        questions.load("train", items, tmp_path)


def test_the_items_own_questions(items):
    own = questions.of_content(items)
    assert {entry.label for entry in own} == set(items.items)
    assert {entry.language for entry in own} >= {"de", "en"}


@pytest.mark.parametrize(
    ("one", "other"), [("train", "calibration"), ("train", "test"), ("calibration", "test")]
)
def test_no_question_stands_in_two_parts(asked, one, other):
    assert sorted(asked[one] & asked[other]) == []


@pytest.mark.parametrize("part", ["calibration", "test"])
def test_no_items_own_question_is_measured_with(items, asked, part):
    own = {" ".join(words(entry.text)) for entry in questions.of_content(items)}
    assert sorted(own & asked[part]) == []


def test_no_question_has_two_labels(parts):
    labels = {}
    for entries in parts.values():
        for entry in entries:
            labels.setdefault((entry.text.strip().casefold(), entry.language), set()).add(entry.label)
    assert {text: found for text, found in labels.items() if len(found) > 1} == {}


@pytest.mark.parametrize("part", PARTS)
def test_every_item_and_every_reason_has_questions(items, parts, part):
    labels = {entry.label for entry in parts[part]}
    assert {"refuse:" + reason for reason in questions.REASONS} <= labels
    assert set(items.items) - labels == set()


def test_all_29_languages_are_trained(parts):
    assert len({entry.language for entry in parts["train"]}) == 29
