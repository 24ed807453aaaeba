"""Every action says one message with the contract's `custom` and keeps the context."""

from types import SimpleNamespace

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from actions import (
    _turn,
    about,
    ask,
    handoff,
    language,
    repeat,
    simpler,
    smalltalk,
    source,
)
from knowledge import Context
from knowledge.entities import Entity, extract

ACTS = {
    smalltalk.ActionGreet: "greet",
    smalltalk.ActionThank: "thank",
    smalltalk.ActionLeave: "leave",
    smalltalk.ActionPraise: "praise",
    smalltalk.ActionComplain: "complain",
    about.ActionBot: "bot",
    about.ActionCapabilities: "capabilities",
    source.ActionSource: "source",
    repeat.ActionRepeat: "repeat",
    simpler.ActionSimpler: "simpler",
    language.ActionLanguage: "language",
    handoff.ActionPerson: "person",
}
CUSTOM = {"status": "answered", "sources": []}


class FakeKnowledge:
    """Answers everything alike and remembers what it was asked."""

    def __init__(self):
        self.calls = []

    def ask(self, text, context=None, language=None, entities=None):
        self.entities = entities
        return self._answer("ask", text, context, language)

    def act(self, name, text, context=None, language=None):
        return self._answer(name, text, context, language)

    def _answer(self, name, text, context, language):
        self.calls.append((name, text, context, language))
        choice = SimpleNamespace(title="Marokko", payload="Und Marokko?")
        return SimpleNamespace(text="Antwort", choices=[choice], context=context, custom=lambda: dict(CUSTOM))


@pytest.fixture
def fake(monkeypatch):
    fake = FakeKnowledge()
    for module in (_turn, ask):
        monkeypatch.setattr(module, "knowledge", lambda: fake)
    return fake


def _run(action, text="Frage", slot=None, metadata=None, entities=()):
    message = {"text": text, "metadata": metadata, "entities": list(entities)}
    tracker = Tracker("sender", {"context": slot}, message, [], False, None, {}, None)
    dispatcher = CollectingDispatcher()
    return dispatcher.messages, action().run(dispatcher, tracker, {})


@pytest.mark.parametrize("action", [ask.ActionAsk, *ACTS])
def test_says_one_message_and_keeps_the_context(fake, action):
    messages, events = _run(action)
    (message,) = messages
    assert message["text"] == "Antwort"
    assert message["buttons"] == [{"title": "Marokko", "payload": "Und Marokko?"}]
    assert message["custom"] == CUSTOM
    assert [event["event"] for event in events] == ["slot", "followup"]
    assert events[0]["value"] == Context.from_dict(None).to_dict()
    assert events[1]["name"] == "action_listen"


@pytest.mark.parametrize(("action", "act"), ACTS.items())
def test_an_act_is_passed_on_by_its_name(fake, action, act):
    _run(action, "Text", metadata={"language": "uk"})
    ((name, text, _, spoken),) = fake.calls
    assert (name, text, spoken) == (act, "Text", "uk")
    assert action().name() == f"action_{act}"


def test_the_context_comes_from_the_slot(fake):
    slot = Context.from_dict(None).to_dict()
    _, events = _run(ask.ActionAsk, slot=slot)
    assert events[0]["value"] == slot
    assert isinstance(fake.calls[0][2], Context)


def test_rasas_entities_are_passed_on(fake):
    text = "Und mit Tunesien?"
    found = {"entity": "country", "value": "tunisia", "start": 8, "end": 16, "extractor": "EntityExtractor"}
    _run(ask.ActionAsk, text, entities=[found])
    assert fake.entities == [Entity("country", "tunisia", 8, 16, "Tunesien")] == extract(text)


@pytest.mark.parametrize("metadata", [None, {}, {"language": None}])
def test_no_language_is_no_language(fake, metadata):
    _run(ask.ActionAsk, metadata=metadata)
    assert fake.calls[0][3] is None


@pytest.mark.parametrize(("wish", "spoken"), [("en", "en"), ("de", "de"), (None, "de"), ("xx", "de")])
def test_a_failure_is_a_message_and_not_an_error_page(fake, monkeypatch, wish, spoken):
    monkeypatch.setattr(fake, "_answer", lambda *_: 1 / 0)
    messages, events = _run(ask.ActionAsk, metadata={"language": wish})
    (message,) = messages
    assert message["text"] == _turn.SORRY[spoken]
    assert (message["custom"]["status"], message["custom"]["language"]) == ("error", spoken)
    assert [event["event"] for event in events] == ["followup"]


def test_the_server_finds_exactly_the_actions():
    executor = ActionExecutor()
    executor.register_package("actions")
    assert set(executor.actions) == {"action_ask", *(f"action_{act}" for act in ACTS.values())}
