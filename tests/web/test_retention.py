"""Retention: what is old goes, with all that hangs on it; who is with people stays; nothing stops the thread."""

import threading
from collections.abc import Iterator

import psycopg
import pytest

from tests.web.tables import empty
from web import retention
from web.retention import Keeper, Month, Retention
from web.store import Database, StoreDown, locks, statements

DAY, HOUR = 86400, 3600


@pytest.fixture
def store(database_url: str, database: psycopg.Connection) -> Iterator[Database]:
    empty(database, "account", "audit")
    opened = Database(database_url, 2, 5, 0.01)
    yield opened
    opened.close()


@pytest.fixture
def tracker(database: psycopg.Connection) -> Iterator[None]:
    """Rasa's table, as bot/tracker_store.py makes it."""
    database.execute("CREATE TABLE rasa_tracker (sender_id text PRIMARY KEY, events text, updated_at timestamptz DEFAULT now())")
    yield
    database.execute("DROP TABLE rasa_tracker")


def conversation(database: psycopg.Connection, key: str, days: float, state: str = "bot") -> int:
    """A conversation whose last message is so many days old."""
    return database.execute(
        """INSERT INTO conversation (channel, key, state, updated_at, waiting_since, agent)
           VALUES ('web', %(key)s, %(state)s, now() - make_interval(secs => %(seconds)s),
                   CASE %(state)s WHEN 'waiting' THEN now() END, CASE %(state)s WHEN 'human' THEN 'Ida' END) RETURNING id""",
        {"key": key, "state": state, "seconds": days * DAY}).fetchone()[0]


def cleaner(store: Database, days: int = 180) -> Retention:
    return Retention(store, days, HOUR, 10 * HOUR)


def keys(database: psycopg.Connection) -> set[str]:
    return {key for key, in database.execute("SELECT key FROM conversation")}


def audited(database: psycopg.Connection) -> list[tuple]:
    return database.execute("SELECT actor, action, subject, detail FROM audit WHERE action = 'data.cleaned' ORDER BY id").fetchall()


def test_what_is_old_goes_and_who_is_with_people_stays(store: Database, database: psycopg.Connection) -> None:
    for state in ("bot", "closed", "waiting", "human"):
        conversation(database, f"old-{state}", 180.1, state)
        conversation(database, f"new-{state}", 179.9, state)
    assert cleaner(store).clean("retention") == 2
    assert keys(database) == {"old-waiting", "old-human", "new-bot", "new-closed", "new-waiting", "new-human"}
    assert audited(database) == [("retention", "data.cleaned", "", {"days": 180, "conversations": 2, "trackers": 0, "audit": 0})]


def test_with_a_conversation_goes_all_that_hangs_on_it(store: Database, database: psycopg.Connection, tracker: None) -> None:
    number = conversation(database, "old", 181)
    turn, = database.execute("INSERT INTO turn (conversation_id, user_text, reply, status, milliseconds)"
                             " VALUES (%s, 'x', '[]', 'answered', 1) RETURNING id", (number,)).fetchone()
    database.execute("INSERT INTO rating (turn_id, value) VALUES (%s, 'up')", (turn,))
    database.execute("INSERT INTO callback (conversation_id, message, reply_to) VALUES (%s, 'm', 'r')", (number,))
    database.execute("INSERT INTO note (conversation_id, name, text) VALUES (%s, 'Ida', 'n')", (number,))
    database.execute("INSERT INTO event (conversation_id, number, kind, actor, data, turns)"
                     " VALUES (%s, 1, 'state', 'v', '{}', 1)", (number,))
    database.execute("INSERT INTO handover (conversation_id, reason) VALUES (%s, 'request')", (number,))
    database.execute("INSERT INTO rasa_tracker (sender_id) VALUES ('old'), ('of-nobody')")
    database.execute("INSERT INTO rasa_tracker VALUES ('of-nobody-old', '', now() - interval '181 days')")
    assert cleaner(store).clean("retention") == 1
    for table in ("turn", "rating", "callback", "note", "event", "handover"):
        assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert database.execute("SELECT sender_id FROM rasa_tracker").fetchall() == [("of-nobody",)]
    assert audited(database)[0][3]["trackers"] == 2


def test_it_goes_on_until_nothing_is_due(store: Database, database: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 3)
    monkeypatch.setattr(retention, "_FIND", retention._FIND.replace("LIMIT 500", "LIMIT 3"))
    for number in range(7):
        conversation(database, f"old-{number}", 200)
    assert cleaner(store).clean("retention") == 7 and keys(database) == set()
    assert [detail["conversations"] for *_, detail in audited(database)] == [3, 3, 1]


def test_zero_days_keep_everything(store: Database, database: psycopg.Connection) -> None:
    conversation(database, "old", 4000)
    assert cleaner(store, 0).clean("retention") == 0 and keys(database) == {"old"} and audited(database) == []


def test_a_conversation_that_is_being_answered_stays(store: Database, database: psycopg.Connection, database_url: str) -> None:
    conversation(database, "answered", 200)
    conversation(database, "free", 200)
    with psycopg.connect(database_url) as other:
        other.execute(statements.LOCK, (statements.lock_number("answered"),))
        assert cleaner(store).clean("retention") == 1
    assert keys(database) == {"answered"}


def test_only_one_process_cleans_at_a_time(store: Database, database: psycopg.Connection, database_url: str) -> None:
    conversation(database, "old", 200)
    with psycopg.connect(database_url) as other:
        locks.hold(other, locks.Lock.RETENTION)
        assert cleaner(store).clean("retention") == 0
    assert keys(database) == {"old"} and cleaner(store).clean("retention") == 1


@pytest.mark.parametrize("lock", sorted(set(locks.Lock) - {locks.Lock.RETENTION}))
def test_what_others_do_one_at_a_time_is_no_hindrance(store: Database, database: psycopg.Connection, database_url: str,
                                                      lock: locks.Lock) -> None:
    conversation(database, "old", 200)
    with psycopg.connect(database_url) as other:
        locks.hold(other, lock)
        assert cleaner(store).clean("retention") == 1


def test_ended_logins_and_a_log_of_two_years(store: Database, database: psycopg.Connection) -> None:
    account, = database.execute("INSERT INTO account (name, display, role, password)"
                                " VALUES ('eva', 'Eva', 'agent', '') RETURNING id").fetchone()
    for name, seen, created in (("idle", 2, 2), ("long", 0, 11), ("there", 0.5, 9)):
        database.execute(
            """INSERT INTO staff_session (token_hash, account_id, csrf, complete, seen_at, created_at)
               VALUES (%s, %s, '', true, now() - make_interval(hours => 1) * %s, now() - make_interval(hours => 1) * %s)""",
            (name.encode(), account, seen, created))
    database.execute("INSERT INTO audit (actor, action, at) VALUES ('eva', 'old', now() - interval '731 days'),"
                     " ('eva', 'new', now() - interval '729 days')")
    cleaner(store).clean("retention")
    assert database.execute("SELECT token_hash FROM staff_session").fetchall() == [(b"there",)]
    assert {action for action, in database.execute("SELECT action FROM audit")} == {"new", "data.cleaned"}


def test_the_preview_counts_what_would_go(store: Database, database: psycopg.Connection) -> None:
    for days in (10, 40, 100, 200, 400):
        conversation(database, f"bot-{days}", days)
    conversation(database, "with-a-person", 400, "human")
    assert cleaner(store, 60).preview() == {30: 4, 60: 3, 90: 3, 180: 2, 365: 1}
    assert cleaner(store, 0).preview() == {30: 4, 90: 3, 180: 2, 365: 1}
    months = cleaner(store).months()
    assert sum(month.conversations for month in months) == 6 and sum(month.kept for month in months) == 1
    assert months == sorted(months, key=lambda month: month.month) and isinstance(months[0], Month) and months[0].month.day == 1


class Broken:
    """Stands for a retention whose database is away twice, and there the third time."""

    def __init__(self) -> None:
        self.calls, self.done = 0, threading.Event()

    def clean(self, actor: str) -> int:
        self.calls += 1
        if self.calls < 3:
            raise StoreDown if self.calls == 1 else RuntimeError("worse")
        self.done.set()
        return 0


def test_the_thread_outlives_a_broken_database() -> None:
    broken = Broken()
    keeper = Keeper(broken, first=0, every=0.001)
    keeper.start()
    assert broken.done.wait(5)
    keeper.close()
