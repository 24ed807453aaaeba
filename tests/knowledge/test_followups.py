"""Labelled follow-ups: what is read, what is refused, and that none is measured with that was learnt."""

import pytest

from knowledge import followups, paths, questions
from knowledge.followups import FollowUp
from knowledge.normalise import words
from knowledge.questions import Labelled
from knowledge.schema import ContentError
from tests.evaluation import dialogues
from tests.knowledge.toys import write

LONG = 5  # words from which a message is one of its own; shorter ones are the same only after the same item


@pytest.fixture
def load(items, tmp_path):
    """The follow-ups of one file."""

    def loaded(data):
        write(tmp_path, "train/toys.yml", data)
        return followups.load("train", items, tmp_path)

    return loaded


def one(**changes):
    return {"followups": [{"language": "de", "after": "areas", "say": "Wie viele?", "item": "areas"} | changes]}


def test_items_reasons_and_acts(load):
    entry = {"language": "de", "after": "areas", "say": "Wie viele?"}
    found = load({"followups": [entry | {"item": "areas"}, entry | {"refuse": "opinion"}, entry | {"act": "source"}]})
    assert [one.label for one in found] == ["areas", "refuse:opinion", "act:source"]
    assert found[0] == FollowUp("areas", "Wie viele?", "areas", "de")


@pytest.mark.parametrize(
    "data",
    ["", "- Was?", "followups: [", {"followups": []}, {"followups": [{"language": "de"}]}, one(refuse="opinion"), one(say=" "),
     one(say=5), one(surprise="x"), {"followups": [{"language": "de", "after": "areas", "say": "Was?", "refuse": "nonsense"}]}],
)  # fmt: skip
def test_another_shape_is_named_with_its_file(load, data):
    with pytest.raises(ContentError, match=r"toys\.yml"):
        load(data)


def test_a_folder_without_follow_ups_says_so(items, tmp_path):
    with pytest.raises(ContentError, match="train"):
        followups.load("train", items, tmp_path)


@pytest.mark.parametrize("changes", [{"after": "nonsense"}, {"item": "nonsense"}])
def test_an_unknown_item_is_named_with_its_file(load, changes):
    with pytest.raises(ContentError, match=r"toys\.yml.*nonsense.*Wie viele\?"):
        load(one(**changes))


def test_a_message_is_read_behind_the_title_in_its_language(items):
    europol = items.items["agency-europol"]
    assert followups.behind_title(europol, "Where?", "en") == "Europol: Where?"
    assert followups.behind_title(items.items["areas"], "Combien ?", "fr").endswith(": Combien ?")


def test_what_names_its_own_topic_is_learnt_behind_any_title(items):
    alone = [Labelled(f"Frage {number}?", "areas", "de") for number in range(followups.SWITCHES)]
    read = followups.labelled(items, alone)
    switched = [entry for entry in read if ": Frage " in entry.text]
    titles = {entry.text.partition(": Frage ")[0] for entry in switched}
    assert len(switched) == followups.SWITCHES and len(titles) > len(items.items) / 2
    assert {entry.label for entry in switched} == {"areas"}


def said(part):
    """(the item given last, the words) of every turn of the dialogues of a part; None where several were, or none yet."""
    for dialogue in dialogues.load(part):
        before = None
        for turn in dialogue["turns"]:
            yield before, " ".join(words(turn["say"]))
            given = turn.get("item", before)  # a refusal and an act leave the topic as it was
            before = given if isinstance(given, str) else None


def test_none_is_learnt_that_is_measured_with(items):
    learnt = [(entry.after, " ".join(words(entry.text))) for entry in followups.load("train", items)]
    measured = {(entry.after, " ".join(words(entry.text))) for entry in followups.load("calibration", items)}
    measured |= {turn for part in (*dialogues.TEST, "calibration") for turn in said(part)}
    longer = {text for _, text in measured} | {
        " ".join(words(entry.text)) for part in ("calibration", "test") for entry in questions.load(part, items)
    }
    both = [turn for turn in learnt if turn in measured or len(turn[1].split()) >= LONG and turn[1] in longer]
    assert both == []


def test_every_item_is_followed(items):
    for part, least in (("train", 5), ("calibration", 1)):
        after = [entry.after for entry in followups.load(part, items)]
        assert [name for name in items.items if after.count(name) < least] == [], part


def test_the_folder_has_no_other_parts():
    assert {path.name for path in paths.FOLLOW_UPS.iterdir()} == {"train", "calibration"}
