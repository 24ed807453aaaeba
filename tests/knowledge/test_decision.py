"""What is answered, asked back and refused, for made-up scores over the real items."""

import pytest

from knowledge.decision import Decider
from knowledge.scoring import Candidate, Scored
from knowledge.thresholds import Thresholds
from tests.knowledge.toys import question

LIMITS = Thresholds({}, refusal_bias=0.0, refuse=0.5, answer=0.4, clarify=0.2)
FIRM = ["personal_case", "not_allowed", "emergency", "opinion"]
REASONS = [*FIRM, "not_in_sources", "outside_topic"]


@pytest.fixture
def decide(items):
    """Decides for the shares of some items; all others have none."""
    decider = Decider(items, LIMITS)

    def decision(text, shares, refusal=0.0, reason="not_in_sources", language="de"):
        names = sorted(items.items, key=lambda name: -shares.get(name, 0.0))
        candidates = [Candidate(name, shares.get(name, 0.0), 0.0) for name in names]
        return decider.decide(question(text, language), Scored(candidates, refusal, reason))

    return decision


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


FOREIGN = [
    "Was gilt für {}?",
    "Wann begann die Partnerschaft mit {}?",
    "Gibt es das mit {}?",
    "When did {} join?",
    "Und {}?",
]


@pytest.mark.parametrize("text", FOREIGN)
@pytest.mark.parametrize("country", ["Ägypten", "Nigeria", "Turkey", "Libyen", "Großbritannien", "Senegal"])
def test_a_foreign_country_is_never_answered_with_the_page(decide, items, text, country):
    page = [item.id for item in items.items.values() if item.scope == "page" and item.kind != "figure"]
    made = {name: decide(text.format(country), {name: 1.0}) for name in page}
    assert [name for name, decision in made.items() if decision.kind != "refuse"] == []
    assert {decision.country for decision in made.values()} == {country}


@pytest.mark.parametrize(
    "text",
    [
        "Was verdienen Schleuser in Libyen?",
        "Wie viel verdienen sie in Libyen?",
        "How much do smugglers earn in Libya?",
    ],
)
def test_a_figure_is_not_another_countrys(decide, text):
    assert decide(text, {"profits": 1.0}).kind == "refuse"


@pytest.mark.parametrize("agency", ["agency-frontex", "agency-europol"])
def test_nor_with_an_agency(decide, agency):
    assert decide("Arbeitet Frontex mit Libyen?", {agency: 1.0}).kind == "refuse"


def test_a_foreign_country_outside_the_topic_is_outside_the_topic(decide):
    made = decide("Wer gewann die Wahl in Argentinien?", {"page": 1.0}, 0.9, "outside_topic")
    assert (made.kind, made.reason, made.country) == ("refuse", "outside_topic", None)


@pytest.mark.parametrize(
    "text", ["Was ist ein Drittstaat, etwa die Schweiz?", "Is Norway what a third country means?"]
)
def test_background_may_speak_of_other_countries(decide, text):
    made = decide(text, {"term-third-country": 1.0})
    assert (made.kind, made.items) == ("answer", ("term-third-country",))


@pytest.mark.parametrize(
    "text", ["Was macht Deutschland dabei?", "Hilft Frankreich mit?", "Does Italy work with the EU?"]
)
def test_a_member_state_is_not_foreign(decide, text):
    assert decide(text, {"goal-member-states": 1.0}).kind == "answer"


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


@pytest.mark.parametrize(
    ("text", "item"),
    [("Wann war Niger?", "agreement-niger"), ("Und Marokko?", "agreement-morocco"),
    ("Tunesien?", "agreement-tunisia"),
     ("Was ist mit dem Westbalkan?", "agreement-western-balkans"),
     ("seit wan tunesein", "agreement-tunisia")],
)  # fmt: skip
def test_the_partner_that_is_named_decides_between_partners(decide, items, text, item):
    shares = {other.id: 0.6 for other in items.of_kind("agreement")} | {item: 0.4}
    assert decide(text, shares).items == (item,)


def test_the_partner_that_is_named_is_among_what_is_asked_back(decide, items):
    shares = {other.id: 0.25 for other in items.of_kind("agreement")} | {"agreement-niger": 0.24}
    made = decide("Wann war Niger?", shares)
    assert made.kind == "clarify"
    assert "agreement-niger" in made.items


def test_another_partners_answer_is_never_given(decide, items):
    for other in ("agreement-tunisia", "agreement-morocco", "agreement-western-balkans"):
        made = decide("Wann begann die Partnerschaft mit Niger?", {other: 0.9, "agreement-niger": 0.1})
        assert made.kind != "answer" or made.items == ("agreement-niger",)


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
