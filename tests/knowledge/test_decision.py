"""What is answered, asked back and refused, for made-up scores over the real items."""

import pytest

from knowledge.decision import Decider
from tests.knowledge.toys import LIMITS, question

FIRM = ["personal_case", "not_allowed", "emergency", "opinion"]
REASONS = [*FIRM, "not_in_sources", "outside_topic"]


@pytest.mark.parametrize("share", [0.4, 0.7, 1.0])
def test_a_likely_item_answers(decide, share):
    made = decide("Welche Bereiche gibt es?", {"areas": share, "goal": 0.1})
    assert (made.kind, made.items, made.reason) == ("answer", ("areas",), None)
    assert made.confidence == pytest.approx(share)


@pytest.mark.parametrize("share", [0.2, 0.3, 0.39])
def test_between_the_thresholds_it_is_asked_back(decide, share):
    made = decide("Was ist geplant?", {"areas": share, "goal": 0.15, "plan": 0.1, "border": 0.05})
    assert (made.kind, made.reason) == ("clarify", "unclear")
    assert made.items == ("areas", "goal", "plan")


@pytest.mark.parametrize("share", [0.0, 0.1, 0.19])
def test_below_both_nothing_is_asserted(decide, share):
    made = decide("Was ist geplant?", {"areas": share})
    assert (made.kind, made.reason) == ("refuse", "unclear")


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("refusal", [0.5, 0.99])
def test_a_likely_refusal_refuses_whatever_the_item(decide, reason, refusal):
    made = decide("Welche Bereiche gibt es?", {"areas": 1.0}, refusal, reason)
    assert (made.kind, made.reason) == ("refuse", reason)
    assert made.confidence == pytest.approx(refusal)


@pytest.mark.parametrize("reason", REASONS)
def test_an_unlikely_refusal_does_not(decide, reason):
    assert decide("Welche Bereiche gibt es?", {"areas": 1.0}, 0.49, reason).kind == "answer"


@pytest.mark.parametrize("reason", FIRM)
@pytest.mark.parametrize(
    "text",
    ["Meine Frau ist in Ägypten. Wann begann dort die Partnerschaft?",
    "Wie viel Geld bekommt Tunesien von dir?",
     "War Marokko vor Tunesien dran?", "Was ist mit Niger?"],
)  # fmt: skip
def test_firm_reasons_go_first(decide, reason, text):
    made = decide(text, {"agreement-tunisia": 1.0}, 0.8, reason)
    assert (made.kind, made.reason, made.country, made.note) == ("refuse", reason, None, None)


@pytest.mark.parametrize(
    ("text", "item"),
    [("Wie viel Geld bekommt Tunesien?", "agreement-tunisia"),
    ("Wer hat das unterschrieben?", "agreement-niger"),
     ("Wie viele Menschen wurden zurückgeschickt?", "readmission"),
     ("Wie hoch ist das Budget von Frontex?", "agency-frontex"),
     ("Until when is the partnership with Morocco valid?", "agreement-morocco")],
)  # fmt: skip
def test_what_an_item_does_not_state_is_refused(decide, items, text, item):
    made = decide(text, {item: 1.0})
    assert (made.kind, made.reason, made.items) == ("refuse", "not_in_sources", (item,))
    assert items.message(made.note, "de")


def test_what_an_item_states_is_answered(decide):
    assert decide("Wie viel Geld verdienten die Schleuser?", {"profits": 1.0}).items == ("profits",)


def test_a_term_answers_only_who_asks_for_it(decide):
    shares = {"term-return": 0.5, "voluntary-return": 0.45}
    assert decide("Wie wird die Rückkehr gefördert?", shares).items == ("voluntary-return",)
    assert decide("Was bedeutet Rückkehr?", shares).items == ("term-return",)


@pytest.mark.parametrize(
    "text",
    [
        "War Marokko vor oder nach Tunesien dran?",
        "Kam Niger früher als Tunesien?",
        "Was liegt zwischen Marokko und Tunesien?",
    ],
)
def test_an_order_is_computed_although_it_sounds_unstated(decide, text):
    assert decide(text, {"agreements": 1.0}, 0.8, "not_in_sources").kind == "answer"
    assert decide(text, {"agreements": 1.0}, 0.8, "outside_topic").kind == "refuse"


def test_a_follow_up_is_answered_with_the_items_of_the_conversation(items):
    decider = Decider(items, LIMITS)
    made = decider.about(question("Wann war das?"), ("agreement-niger",))
    assert (made.kind, made.items) == ("answer", ("agreement-niger",))
    made = decider.about(question("Wie viel Geld ist das?"), ("agreement-niger",))
    assert (made.kind, made.reason) == ("refuse", "not_in_sources")


def test_a_likely_act_is_no_question(decide):
    made = decide("Danke, das war gut.", {"areas": 1.0}, act="thank", acting=0.9)
    assert (made.kind, made.reason, made.items) == ("act", "thank", ())
    assert decide("Welche Bereiche gibt es?", {"areas": 1.0}, act="thank", acting=0.1).kind == "answer"


@pytest.mark.parametrize(
    "text", ["Hilfe, wir ertrinken!", "My boat is sinking, help", "Mein Mann schlägt mich"]
)
def test_danger_goes_before_everything(decide, text):
    made = decide(text, {"areas": 0.1}, 0.9, "outside_topic", act="greet", acting=0.9)
    assert (made.kind, made.reason) == ("refuse", "emergency")


def test_a_question_about_danger_is_no_danger(decide):
    assert decide("Warnt die EU uns vor Erpressung durch Schleuser?", {"campaigns": 1.0}).items == (
        "campaigns",
    )


@pytest.mark.parametrize(
    "text",
    ["Was liegt zeitlich zwischen dem Aktionsplan und der Empfehlung?", "Ist das Faktenblatt älter als die Empfehlung?"],
)
def test_two_documents_in_order_are_computed(decide, text):
    made = decide(text, {"doc-plan": 0.3, "documents": 0.2}, 0.6)
    assert (made.kind, made.items) == ("answer", ("documents",))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Auf der östlichen Route waren es 330 Millionen, oder?", "answer"),  # the item says which routes they are of
        ("Auf der östlichen Route waren es 50 Millionen, oder?", "refuse"),
        ("Am Ärmelkanal verdienen sie 100 Millionen, nicht wahr?", "refuse"),
        ("Es waren doch 330 Millionen auf beiden Routen?", "answer"),
    ],
)
def test_only_the_figure_itself_can_be_put_right(decide, text, kind):
    assert decide(text, {"profits": 1.0}).kind == kind
