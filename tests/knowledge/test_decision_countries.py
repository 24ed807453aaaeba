"""Foreign countries are never answered with the page; partners decide between partnerships."""

import pytest

FOREIGN = [
    "Was gilt für {}?",
    "Wann begann die Partnerschaft mit {}?",
    "Gibt es das mit {}?",
    "When did {} join?",
    "Und {}?",
]


@pytest.mark.parametrize("text", FOREIGN)
@pytest.mark.parametrize(
    ("country", "code"),
    [("Ägypten", "EG"), ("Nigeria", "NG"), ("Turkey", "TR"), ("Libyen", "LY"), ("Großbritannien", "GB"), ("Senegal", "SN")],
)
def test_a_foreign_country_is_never_answered_with_the_page(decide, items, text, country, code):
    page = [item.id for item in items.items.values() if item.scope == "page" and item.kind != "figure"]
    made = {name: decide(text.format(country), {name: 1.0}) for name in page}
    assert [name for name, decision in made.items() if decision.kind != "refuse"] == []
    assert {decision.country for decision in made.values()} == {code}


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


def test_what_a_partner_gets_is_no_figure_of_routes(decide):
    made = decide("Wie viel Geld bekommt Marokko?", {"profits": 0.9, "agreement-morocco": 0.05})
    assert (made.kind, made.items, made.note) == ("refuse", ("agreement-morocco",), "silent_amount")


def test_what_is_not_counted_is_refused_whatever_the_share(decide):
    made = decide("Wie viele Staatsanwälte hat Eurojust?", {"agency-eurojust": 1.0})
    assert (made.kind, made.reason) == ("refuse", "not_in_sources")


@pytest.mark.parametrize(
    "text",
    ["Ist Niger ein Partnerland?", "Ist Niger eigentlich dabei?", "Gehört Niger zu den vier?",
     "Is Niger one of the partner countries?"],
)  # fmt: skip
def test_who_is_a_partner_is_known(decide, text):
    made = decide(text, {"agreements": 0.5, "goal": 0.3}, 0.8, "not_in_sources")
    assert (made.kind, made.items) == ("answer", ("agreement-niger",))


@pytest.mark.parametrize(
    ("text", "reason"),
    [("Ist Ägypten ein Partnerland?", "not_in_sources"), ("Gehört Niger zu den sicheren Herkunftsstaaten?", "not_in_sources"),
     ("Sind Niger und Ägypten Partnerländer?", "not_in_sources"),
     ("War die Ministerin in Niger dabei?", "not_in_sources"), ("Ist Niger ein Partnerland für Urlaub?", "outside_topic")],
)  # fmt: skip
def test_and_nothing_else_is_taken_for_that(decide, text, reason):
    assert decide(text, {"agreements": 0.5, "goal": 0.3}, 0.8, reason).kind == "refuse"


def test_partners_in_something_else_are_not_known(decide):
    assert decide("Ist Niger da auch dabei?", {"partners": 0.5, "agreements": 0.3}, 0.8, "not_in_sources").kind == "refuse"


@pytest.mark.parametrize(
    "text",
    ["Ich komme aus Serbien. Seit wann gibt es die Partnerschaft mit dem Westbalkan?",
     "I am from Egypt and ask for school: when did the Western Balkans join?"],
)  # fmt: skip
def test_where_somebody_comes_from_is_not_what_is_asked(decide, text):
    made = decide(text, {"agreement-western-balkans": 1.0})
    assert (made.kind, made.items) == ("answer", ("agreement-western-balkans",))


@pytest.mark.parametrize("text", ["Gibt es wie mit Tunesien auch etwas mit Ägypten?", "Kommen sie aus Ägypten?"])
def test_another_country_beside_a_partner_is_asked(decide, text):
    assert decide(text, {"agreement-tunisia": 1.0}).kind == "refuse"
