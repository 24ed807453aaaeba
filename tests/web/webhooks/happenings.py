"""What happens in conversations, and what becomes of its deliveries."""

import psycopg

from web.webhooks import enqueue

from .receiver import SECRET, Receiver


def register(database: psycopg.Connection, name: str, url: str, *events: str) -> int:
    row = database.execute("INSERT INTO webhook (name, url, secret, events) VALUES (%s, %s, %s, %s) RETURNING id", (
        name, url, SECRET, list(events or ("handoff", "message", "closed", "rated")))).fetchone()
    return row[0]


def conversation(database: psycopg.Connection, name: str = "eva") -> int:
    return database.execute("INSERT INTO conversation (channel, key) VALUES ('web', %s) RETURNING id", (name,)).fetchone()[0]


def say(database: psycopg.Connection, number: int, *texts: str) -> None:
    for text in texts:
        with database.transaction():
            enqueue(database, "message", number, {"from": "visitor", "text": text})


def texts_of(receiver: Receiver) -> list[str]:
    return [got.body["data"]["text"] for got in receiver.got]


def waiting(database: psycopg.Connection) -> list[tuple]:
    """Attempts and last error of what has neither arrived nor been given up."""
    return database.execute("""SELECT attempts, error FROM delivery WHERE done_at IS NULL AND failed_at IS NULL
        ORDER BY number""").fetchall()
