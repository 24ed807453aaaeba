"""The stream that keeps pages of staff fresh."""

import time
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.web.visits import Visit
from web.helpdesk import live

from .desks import wait_for_person


class Stream:
    """An open stream of one person."""

    def __init__(self, staff, topics: str) -> None:
        self.response = staff.client.get(f"/helpdesk/live?topics={topics}", headers={"Accept": "text/event-stream"}, buffered=False)
        self.frames: Iterator[bytes] = iter(self.response.response)

    def news(self, count: int) -> set[str]:
        """The topics of the next news, within ten seconds."""
        until, found = time.monotonic() + 10, []
        while len(found) < count and time.monotonic() < until:
            frame = next(self.frames)
            if frame.startswith(b"event: news"):
                found.append(frame.decode().split("data: ")[1].strip())
        return set(found)

    def close(self) -> None:
        self.response.close()


@pytest.fixture
def follow(monkeypatch: pytest.MonkeyPatch) -> Iterator:
    """Opens streams that listen already, and closes them."""
    monkeypatch.setattr(live, "KEEP_SECONDS", 0.2)
    opened: list[Stream] = []

    def follow_one(staff, topics: str) -> Stream:
        stream = Stream(staff, topics)
        opened.append(stream)
        assert stream.response.status_code == 200 and next(stream.frames) == b"retry: 2000\n\n"
        return stream
    yield follow_one
    for stream in opened:
        stream.close()


def settle(stream: Stream, topics: int) -> None:
    """Reads the news that come once the process listens: something may have been missed before."""
    stream.news(topics)


def ends(stream: Stream) -> bool:
    """Whether there is no more after a while."""
    return any(next(stream.frames, None) is None for _ in range(20))


def test_news_name_what_has_changed(app: Flask, log_in, follow) -> None:
    first, second = wait_for_person(app), wait_for_person(app)
    stream = follow(log_in(), "queue,conversation:2,approvals")
    settle(stream, 3)
    second.say("Noch etwas")
    assert stream.news(3) == {"queue", "conversation:2", "approvals"}
    first.say("Und ich")
    assert stream.news(2) == {"queue", "approvals"}


@pytest.mark.parametrize("act", [
    lambda visit, staff: visit.client.delete(f"{visit.path}/person"),
    lambda visit, staff: staff.post("/conversations/1/take"),
    lambda visit, staff: staff.post("/conversations/1/note", {"text": "Notiz"}),
    lambda visit, staff: staff.post("/conversations/1/correct", {"wrong": "1"}),
    lambda visit, staff: visit.client.post(
        f"{visit.path}/callback", json={"message": "Hallo", "reply_to": "a@example.org", "consent": True}),
], ids=["leave", "take", "note", "correct", "callback"])
def test_whatever_staff_can_see_is_news(app: Flask, log_in, follow, act) -> None:
    visit, staff = wait_for_person(app), log_in()
    stream = follow(staff, "conversation:1")
    settle(stream, 1)
    assert act(visit, staff).status_code < 400
    assert stream.news(1) == {"conversation:1"}


def test_what_the_machine_answers_is_no_news(app: Flask, log_in, follow) -> None:
    stream = follow(log_in(), "queue")
    settle(stream, 1)
    Visit.begin(app).say("Hallo Lotse")
    assert [next(stream.frames) for _ in range(2)] == [b": keep\n\n"] * 2


def test_the_stream_ends_with_the_login(app: Flask, log_in, follow) -> None:
    staff = log_in()
    stream = follow(staff, "queue")
    staff.post("/logout")
    assert ends(stream)


def test_a_stream_does_not_keep_a_login_alive(app: Flask, log_in, follow, database) -> None:
    staff = log_in()
    database.execute("UPDATE staff_session SET seen_at = now() - interval '50 minutes'")
    stream = follow(staff, "queue")
    next(frame for frame in stream.frames if frame == b": keep\n\n")
    database.execute("UPDATE staff_session SET seen_at = seen_at - interval '20 minutes'")
    assert ends(stream)
    assert staff.get("/queue").status_code == 303


def test_too_many_streams_are_told(make_app, log_in, app: Flask) -> None:
    app.extensions["hub"]._limit = 1
    staff = log_in()
    first = Stream(staff, "queue")
    refused = Stream(staff, "queue").response
    assert refused.status_code == 503 and refused.json["error"]["code"] == "too_many_streams" and int(refused.headers["Retry-After"])
    first.close()
    again = Stream(staff, "queue")
    assert again.response.status_code == 200
    again.close()


@pytest.mark.parametrize("topics", ["", "all", "queue,conversation:x", "conversation:" + "9" * 19, ",".join(["queue"] * 21)])
def test_unknown_topics_are_refused(log_in, topics: str) -> None:
    assert Stream(log_in(), topics).response.status_code == 400


def test_a_reader_hears_nothing(log_in) -> None:
    assert Stream(log_in("reader"), "queue").response.status_code == 403
