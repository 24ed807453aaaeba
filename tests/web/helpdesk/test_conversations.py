"""The list of all conversations."""

import psycopg
import pytest

from .desks import page

_FILL = """
INSERT INTO conversation (channel, key, state, language, agent, updated_at)
SELECT CASE WHEN mod(n, 2) = 0 THEN 'web' ELSE 'rest' END, 'key-' || n, CASE WHEN mod(n, 10) = 0 THEN 'closed' ELSE 'bot' END,
       CASE WHEN mod(n, 3) = 0 THEN 'ar' ELSE 'de' END, NULL, now() - n * interval '1 minute'
FROM generate_series(1, %s) n ORDER BY n
"""
_TURNS = """
INSERT INTO turn (conversation_id, user_text, reply, status, milliseconds)
SELECT id, 'Frage ' || id, '[]', CASE WHEN mod(id, 7) = 0 THEN 'refused' ELSE 'answered' END, 5 FROM conversation
"""


@pytest.fixture
def filled(database: psycopg.Connection, app) -> None:
    """120 conversations, the first one the newest, each with a turn."""
    database.execute(_FILL, (120,))
    database.execute(_TURNS)
    database.execute("INSERT INTO handover (conversation_id, reason) VALUES (4, 'request')")


def numbers(response) -> list[int]:
    return [int(cell.text) for cell in page(response).select("tbody th")]


def following(response) -> str | None:
    """The address of the next page."""
    links = [link["href"] for link in page(response).select('main a[href*="after="]')]
    return links[0].removeprefix("/helpdesk") if links else None


def test_the_newest_come_first_page_by_page(log_in, filled) -> None:
    agent, path, seen = log_in(), "/conversations", []
    while path:
        response = agent.get(path)
        seen.append(numbers(response))
        path = following(response)
    assert [len(part) for part in seen] == [50, 50, 20] and [number for part in seen for number in part] == list(range(1, 121))


def test_a_page_stays_right_when_new_conversations_come(log_in, filled, database: psycopg.Connection) -> None:
    agent = log_in()
    path = following(agent.get("/conversations"))
    database.execute("UPDATE conversation SET updated_at = now() WHERE id > 110")
    assert numbers(agent.get(path)) == list(range(51, 101))


@pytest.mark.parametrize("query, expected", [
    ("state=closed", [10, 20, 30]), ("channel=web", [2, 4, 6]), ("language=ar", [3, 6, 9]), ("status=refused", [7, 14, 21]),
    ("person=yes", [4]), ("person=no&channel=web", [2, 6, 8]), ("language=ar&status=refused&channel=web", [42, 84]),
    ("state=nowhere", []), ("state=", [1, 2, 3]),
])
def test_filters_can_be_combined(log_in, filled, query: str, expected: list[int]) -> None:
    assert numbers(log_in().get(f"/conversations?{query}"))[:3] == expected


def test_filters_stay_chosen_on_the_next_page(log_in, filled) -> None:
    response = log_in().get("/conversations?channel=web")
    assert page(response).select_one("#channel option[selected]")["value"] == "web"
    assert "channel=web" in following(response)


def test_a_number_leads_to_its_conversation(log_in, filled) -> None:
    assert log_in().get("/conversations?number=7").headers["Location"] == "/helpdesk/conversations/7"


@pytest.mark.parametrize("typed, said", [
    ("777", "Ein Gespräch 777 gibt es nicht."), ("x7", "Nummer aus Ziffern"), ("9" * 30, "Ziffern")])
def test_a_number_that_leads_nowhere_is_shown_again(log_in, filled, typed: str, said: str) -> None:
    response = log_in().get(f"/conversations?number={typed}")
    field = page(response).select_one("#number")
    assert response.status_code == 404 and field["value"] == typed and said in page(response).select_one("#number-wrong").text


@pytest.mark.parametrize("after", ["x", "2020-01-01", "2020-01-01T00:00:00_", "_7", "2020-01-01T00:00:00_" + "9" * 30])
def test_a_page_that_is_none_is_the_first(log_in, filled, after: str) -> None:
    response = log_in().get(f"/conversations?after={after}")
    assert response.status_code == 400 and "Diese Seite der Liste gibt es nicht." in response.text
    assert numbers(response)[:2] == [1, 2]
