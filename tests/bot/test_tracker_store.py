"""Conversations survive in Postgres, and without it; TEST_DATABASE_URL names a real server."""

import asyncio
import os
import uuid

import pytest
from rasa.core.tracker_store import check_if_tracker_store_async
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    ConversationPaused,
    ConversationResumed,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot import tracker_store
from bot.tracker_store import PostgresTrackerStore, serialise

DOMAIN = Domain.from_dict({
    "intents": ["ask"],
    "actions": ["action_ask"],
    "slots": {
        name: {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]}
        for name in ("context", "early")
    },
})
NOWHERE = "postgresql://postgres@127.0.0.1:1/postgres"
URL = os.environ.get("TEST_DATABASE_URL")
needs_postgres = pytest.mark.usefixtures("postgres")


def conversation(turns: int, sender: str = "") -> DialogueStateTracker:
    """A tracker as Rasa leaves it after this many turns; `early` is set in the first one only."""
    tracker = DialogueStateTracker(sender or uuid.uuid4().hex, DOMAIN.slots)
    start = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]
    tracker.update_with_events([*start, SlotSet("early", "kept")], DOMAIN)
    for number in range(1, turns + 1):
        tracker.update_with_events([
            UserUttered(f"Frage {number}", {"name": "ask", "confidence": 1.0}, metadata={"language": "de"}),
            ActionExecuted("action_ask"),
            BotUttered(f"Antwort {number}", {"custom": {"status": "answered"}}),
            SlotSet("context", {"turns": number}),
            ActionExecuted("action_listen"),
        ], DOMAIN)
    return tracker


def read_again(tracker: DialogueStateTracker) -> DialogueStateTracker:
    return PostgresTrackerStore(DOMAIN, NOWHERE).deserialise_tracker(tracker.sender_id, serialise(tracker))


def with_store(url, steps):
    """Runs the coroutine `steps(store)` on a store that is closed afterwards."""
    async def run():
        store = PostgresTrackerStore(DOMAIN, url)
        try:
            return await steps(store)
        finally:
            await store.database.close()

    return asyncio.run(run())


def test_rasa_takes_it_for_asynchronous():
    assert check_if_tracker_store_async(PostgresTrackerStore(DOMAIN, NOWHERE))


def test_a_short_conversation_is_kept_whole():
    tracker = conversation(tracker_store.KEPT_TURNS)
    assert list(read_again(tracker).events) == list(tracker.events)


@pytest.mark.parametrize("turns", [4, 5, 40])
def test_slots_survive_truncation(turns):
    again = read_again(conversation(turns))
    assert again.get_slot("context") == {"turns": turns}
    assert again.get_slot("early") == "kept"


def test_the_last_turns_are_kept():
    again = read_again(conversation(40))
    asked = [event.text for event in again.events if isinstance(event, UserUttered)]
    assert asked == ["Frage 38", "Frage 39", "Frage 40"]
    assert again.latest_message.text == "Frage 40"
    assert again.latest_action_name == "action_listen"


def test_truncating_again_and_again_loses_no_slot():
    tracker = conversation(4)
    for _ in range(5):
        tracker = read_again(tracker)
        turn = [UserUttered("Und?", {"name": "ask"}), ActionExecuted("action_ask"), ActionExecuted("action_listen")]
        tracker.update_with_events(turn, DOMAIN)
    assert read_again(tracker).get_slot("early") == "kept"


def test_a_slot_that_was_emptied_stays_empty():
    tracker = conversation(5)
    tracker.update_with_events([Restarted(), ActionExecuted("action_listen")], DOMAIN)
    assert read_again(tracker).get_slot("context") is None


def unheard(count: int) -> list[UserUttered]:
    """What Rasa only writes down while it is paused."""
    return [UserUttered(f"Für einen Menschen {number}", {"name": "ask"}) for number in range(count)]


@pytest.mark.parametrize("turns", [1, 5])
@pytest.mark.parametrize("messages", [0, 1, 8])
def test_a_paused_conversation_stays_paused_and_goes_on_with_what_it_knew(turns, messages):
    tracker = conversation(turns)
    tracker.update_with_events([ConversationPaused(), *unheard(messages)], DOMAIN)
    again = read_again(read_again(tracker))
    assert again.is_paused() and again.get_slot("context") == {"turns": turns}
    again.update_with_events([ConversationResumed(), *unheard(messages)], DOMAIN)
    resumed = read_again(again)
    assert not resumed.is_paused() and resumed.get_slot("context") == {"turns": turns}


def test_rasa_finds_an_action_listen_before_the_first_message():
    events = [event for event in read_again(conversation(9)).applied_events() if not isinstance(event, SlotSet)]
    assert isinstance(events[0], ActionExecuted) and events[0].action_name == "action_listen"
    assert isinstance(events[1], UserUttered)


def test_what_is_kept_does_not_grow():
    assert len(serialise(conversation(200))) < 1.1 * len(serialise(conversation(10)))


def test_goes_on_in_memory_without_a_database(caplog):
    async def steps(store):
        tracker = conversation(2)
        assert await store.retrieve(tracker.sender_id) is None
        await store.save(tracker)
        again = await store.retrieve(tracker.sender_id)
        assert again.get_slot("context") == {"turns": 2}
        assert list(await store.keys()) == [tracker.sender_id]

    with_store(NOWHERE, steps)
    assert len([line for line in caplog.records if "database is away" in line.message]) == 1


def test_memory_has_a_limit(monkeypatch):
    monkeypatch.setattr(tracker_store, "KEPT_IN_MEMORY", 2)

    async def steps(store):
        for sender in ("first", "second", "third"):
            await store.save(conversation(1, sender))
        assert await store.keys() == {"second", "third"}

    with_store(NOWHERE, steps)


@needs_postgres
def test_another_process_reads_what_was_saved():
    tracker = conversation(5)
    with_store(URL, lambda store: store.save(tracker))
    again = with_store(URL, lambda store: store.retrieve(tracker.sender_id))
    assert again.get_slot("context") == {"turns": 5}
    assert again.latest_message.metadata["language"] == "de"


@needs_postgres
def test_one_row_a_conversation():
    async def steps(store):
        tracker = conversation(1)
        await store.save(tracker)
        await store.save(tracker)
        count = "select count(*) from rasa_tracker where sender_id = $1"
        return await store.database.run("fetchval", count, tracker.sender_id)

    assert with_store(URL, steps) == 1


@needs_postgres
def test_an_unknown_conversation_is_new_and_not_yet_saved():
    async def steps(store):
        sender = uuid.uuid4().hex
        tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
        return list(tracker.events), sender in set(await store.keys())

    assert with_store(URL, steps) == ([], False)


@needs_postgres
def test_any_text_can_be_saved():
    async def steps(store):
        tracker = conversation(1)
        tracker.update(SlotSet("context", "Zeichen \x00 \ud83d\ude00 'quote\" مرحبا"), DOMAIN)
        await store.save(tracker)
        return tracker.get_slot("context"), (await store.retrieve(tracker.sender_id)).get_slot("context")

    saved, read = with_store(URL, steps)
    assert saved.replace("\ud83d\ude00", "😀") == read.replace("\ud83d\ude00", "😀")


@needs_postgres
def test_writes_to_the_database_again_when_it_is_back(monkeypatch):
    monkeypatch.setattr(tracker_store, "PAUSE", 0.0)

    async def steps(store):
        store.database._url = NOWHERE
        tracker = conversation(2)
        await store.save(tracker)
        store.database._url = URL
        newer = await store.retrieve(tracker.sender_id)
        newer.update(SlotSet("context", {"turns": 3}), DOMAIN)
        await store.save(newer)
        assert not store._memory
        return await store.retrieve(tracker.sender_id)

    assert with_store(URL, steps).get_slot("context") == {"turns": 3}
