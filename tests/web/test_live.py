"""Events as they happen: nothing is lost, nothing comes twice, and streams take nothing from those who ask."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from flask import Flask

from web.streams import ANY, TooMany, stream

from .test_concurrency import until
from .visits import ALWAYS, Visit, desk_of, waiting

LISTENING = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'lotse-streams'"


class Reader:
    """Reads a stream frame by frame; `close` goes away."""

    def __init__(self, visit: Visit, after: int = 0, **headers: str) -> None:
        self.response = visit.client.get(f"{visit.path}/events?after={after}", headers=headers, buffered=False)
        self.frames = iter(self.response.response)

    def next(self) -> dict:
        """The next event; comments and the first line are passed over."""
        for frame in self.frames:
            lines = dict(line.split(": ", 1) for line in frame.decode().strip().split("\n"))
            if "event" in lines:
                return {"id": int(lines["id"]), "event": lines["event"], "data": json.loads(lines["data"])}
        raise EOFError

    def close(self) -> None:
        self.response.close()


@pytest.fixture
def conversation(staffed: Flask) -> Iterator[tuple[Visit, int]]:
    """A visitor who talks to Ida, after three events; the conversation's number."""
    visit = Visit.begin(staffed)
    visit.ask_for_person()
    number, = waiting(staffed)
    desk_of(staffed).take(number)
    yield visit, number


def test_a_stream_says_what_was_and_what_comes(staffed: Flask, conversation) -> None:
    visit, number = conversation
    reader = Reader(visit)
    assert reader.response.content_type == "text/event-stream; charset=utf-8"
    assert [reader.next()["event"] for _ in range(3)] == ["state", "joined", "state"]
    desk_of(staffed).say(number, "Grüße\nund mehr")
    found = reader.next()
    assert (found["id"], found["event"]) == (4, "message")
    assert (found["data"]["name"], found["data"]["text"]) == ("Ida", "Grüße\nund mehr")
    reader.close()


def test_who_comes_back_gets_what_was_missed_and_only_that(staffed: Flask, conversation) -> None:
    visit, number = conversation
    desk = desk_of(staffed)
    reader = Reader(visit, 3)
    desk.say(number, "eins")
    seen = reader.next()["id"]
    reader.close()
    for text in ("zwei", "drei"):
        desk.say(number, text)
    # A browser repeats the address it began with, and says in the header what it has seen.
    again = Reader(visit, 3, **{"Last-Event-ID": str(seen)})
    assert [again.next()["data"]["text"] for _ in range(2)] == ["zwei", "drei"]
    again.close()
    assert [event["data"]["text"] for event in visit.events(seen)] == ["zwei", "drei"]


def test_nothing_is_lost_while_a_reader_comes_and_goes(staffed: Flask, conversation) -> None:
    visit, number = conversation
    desk, texts = desk_of(staffed), [str(count) for count in range(60)]

    def write(some: list[str]) -> None:
        for text in some:
            desk.say(number, text)

    seen, after = [], 3
    with ThreadPoolExecutor(3) as threads:
        writers = [threads.submit(write, texts[begin::3]) for begin in range(3)]
        while len(seen) < len(texts):
            reader = Reader(visit, after)
            for _ in range(min(7, len(texts) - len(seen))):
                event = reader.next()
                after, seen = event["id"], [*seen, event["data"]["text"]]
            reader.close()
    assert all(writer.result() is None for writer in writers)
    assert sorted(seen, key=int) == texts


def test_several_processes_hear_of_each_other(make_app, conversation) -> None:
    visit, number = conversation
    other = make_app(LOTSE_HOURS=ALWAYS)
    reader = Reader(Visit(other.test_client(), visit.token), 3)
    next(reader.frames)
    with ThreadPoolExecutor(1) as threads:
        coming = threads.submit(reader.next)
        desk_of(visit.client.application).say(number, "Von nebenan")
        assert coming.result(10)["data"]["text"] == "Von nebenan"
    reader.close()


def test_one_connection_listens_for_all_streams(staffed: Flask, conversation, database: psycopg.Connection) -> None:
    visit, number = conversation
    readers = [Reader(visit, 3) for _ in range(3)]
    until(lambda: database.execute(LISTENING).fetchone() == (1,))
    desk_of(staffed).say(number, "Hallo")
    assert {reader.next()["data"]["text"] for reader in readers} == {"Hallo"}
    until(lambda: database.execute(LISTENING).fetchone() == (1,))  # that of the test before may take a second to go
    for reader in readers:
        reader.close()


def test_when_the_listening_connection_dies_another_one_listens(
        staffed: Flask, conversation, database: psycopg.Connection) -> None:
    visit, number = conversation
    reader = Reader(visit, 3)
    next(reader.frames)
    until(lambda: database.execute(LISTENING).fetchone() == (1,))
    database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lotse-streams'")
    desk_of(staffed).say(number, "Noch da")
    assert reader.next()["data"]["text"] == "Noch da"
    reader.close()


def test_old_typing_is_not_told_again(staffed: Flask, conversation, database: psycopg.Connection) -> None:
    visit, number = conversation
    desk_of(staffed).typing(number)
    assert [event["event"] for event in visit.events(3)] == ["typing"]
    database.execute("UPDATE event SET created_at = created_at - interval '1 minute'")
    assert visit.events(3) == [] and len(visit.events()) == 3


def test_a_stream_ends_with_the_conversation(conversation) -> None:
    visit, _ = conversation
    reader = Reader(visit, 3)
    next(reader.frames)
    visit.client.application.test_client().delete(visit.path)
    with pytest.raises(EOFError):
        reader.next()


def test_a_silent_stream_shows_that_it_lives_and_ends_some_time(conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    visit, _ = conversation
    monkeypatch.setattr(stream, "KEEP_SECONDS", 0.05)
    monkeypatch.setattr(stream, "LIFE_SECONDS", 0.3)
    frames = list(Reader(visit, 3).frames)
    assert frames[0] == b"retry: 2000\n\n" and len(frames) > 1 and set(frames[1:]) == {b": keep\n\n"}


def test_streams_have_a_limit_and_the_list_has_none(make_app) -> None:
    app = make_app(LOTSE_HOURS=ALWAYS, LOTSE_STREAMS="2")
    visits = [Visit.begin(app) for _ in range(3)]
    readers = [Reader(visit) for visit in visits[:2]]
    assert "lotse_streams 2.0" in visits[2].client.get("/metrics").text.splitlines()
    refused = visits[2].client.get(f"{visits[2].path}/events")
    assert refused.status_code == 503 and int(refused.headers["Retry-After"]) > 0
    assert refused.json["error"]["code"] == "too_many_streams"
    assert visits[2].events() == []
    readers[0].close()
    reader = Reader(visits[2])
    assert reader.response.status_code == 200
    for one in (reader, readers[1]):
        one.close()


def test_one_conversation_cannot_take_all_streams(make_app) -> None:
    app = make_app(LOTSE_HOURS=ALWAYS, LOTSE_STREAMS="6")
    visit, other = Visit.begin(app), Visit.begin(app)
    readers = [Reader(visit) for _ in range(10)]
    assert all(reader.response.status_code == 200 for reader in readers)
    assert list(readers[0].frames) in ([], [b"retry: 2000\n\n"])  # the oldest have ended
    assert Reader(other).response.status_code == 200
    visit.ask_for_person()
    assert readers[-1].next()["event"] == "state"


def test_staff_hear_of_everything_they_can_see(staffed: Flask, database: psycopg.Connection) -> None:
    hub, desk, other = staffed.extensions["hub"], desk_of(staffed), Visit.begin(staffed)
    visit = Visit.begin(staffed)
    follower = hub.join_all()
    until(lambda: ANY in follower.changed())  # it listens from now on, and may have missed something before

    def heard(step: Callable[[], object]) -> set[int]:
        step()
        assert follower.news.wait(10)
        return follower.changed()

    number, = heard(visit.ask_for_person)
    callback = {"message": "Bitte", "reply_to": "eva@example.org", "consent": True}
    steps = [lambda: visit.say("Im Warten"), lambda: desk.note(number, "Merken"), lambda: desk.take(number),
             lambda: visit.say("Im Gespräch"), lambda: desk.say(number, "Ja?"),
             lambda: visit.client.post(f"{visit.path}/callback", json=callback), lambda: desk.close(number)]
    assert [heard(step) for step in steps] == [{number}] * len(steps)
    visit.say("Wieder mit der Maschine")
    database.execute("INSERT INTO approval_rule (channel) VALUES ('web')")
    held, = heard(lambda: other.say("Mit Prüfung"))
    assert held != number and heard(other.ask_for_person) == {held}  # now by request
    assert heard(lambda: desk.decide(desk.proposals()[0].id, "sent")) == {held}
    hub.leave_all(follower)
    hub.leave_all(follower)
    assert "lotse_streams 0.0" in other.client.get("/metrics").text.splitlines()


def test_staff_take_their_places_from_the_same_limit(make_app) -> None:
    hub = make_app(LOTSE_STREAMS="2").extensions["hub"]
    followers = [hub.join_all(), hub.join_all()]
    with pytest.raises(TooMany):
        hub.join_all()
    hub.close()
    assert all(follower.ended for follower in followers)


@pytest.mark.parametrize("query, headers", [
    ("after=x", {}), ("after=-1", {}), ("after=1.5", {}), ("after=" + "9" * 30, {}), ("after=٣", {}), ("format=xml", {}),
    ("after=1", {"Last-Event-ID": "x"}), ("after=1", {"Last-Event-ID": "1\u00b2"}),
])
def test_a_wrong_question_gets_a_sentence(conversation, query: str, headers: dict) -> None:
    visit, _ = conversation
    response = visit.client.get(f"{visit.path}/events?{query}", headers=headers)
    assert response.status_code == 400 and response.json["error"]["message"].endswith(".")


def test_an_empty_last_event_id_is_none(conversation) -> None:
    visit, _ = conversation
    response = visit.client.get(f"{visit.path}/events?format=json&after=2", headers={"Last-Event-ID": ""})
    assert [event["id"] for event in response.json["events"]] == [3]
