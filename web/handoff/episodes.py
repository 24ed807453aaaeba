"""Handovers as episodes: one row each time somebody waits for a person, for figures and for the console."""

from datetime import datetime

import psycopg

_BEGIN = "INSERT INTO handover (conversation_id, reason) VALUES (%s, %s)"
_OPEN = "conversation_id = %(id)s AND ended_at IS NULL"
_TAKEN = f"""
UPDATE handover SET taken_at = clock_timestamp(), account_id = %(account)s WHERE {_OPEN} AND taken_at IS NULL
"""
_END = f"UPDATE handover SET ended_at = clock_timestamp(), outcome = %(outcome)s WHERE {_OPEN}"
_WAITING_AT = f"SELECT waiting_at FROM handover WHERE {_OPEN} ORDER BY id DESC LIMIT 1"
_REASON = f"SELECT reason FROM handover WHERE {_OPEN} ORDER BY id DESC LIMIT 1"
_ASKED = f"UPDATE handover SET reason = 'request' WHERE {_OPEN} AND reason = 'approval'"


def begin(connection: psycopg.Connection, conversation: int, reason: str) -> None:
    """Somebody begins to wait: by request, failures, personal_case or approval."""
    connection.execute(_BEGIN, (conversation, reason))


def taken(connection: psycopg.Connection, conversation: int, account: int) -> None:
    """Somebody took it; only the first one counts."""
    connection.execute(_TAKEN, {"id": conversation, "account": account})


def end(connection: psycopg.Connection, conversation: int, outcome: str) -> None:
    """It is over: left, given_back or closed."""
    connection.execute(_END, {"id": conversation, "outcome": outcome})


def asked(connection: psycopg.Connection, conversation: int) -> bool:
    """Who waits for an approval wants a person now, and does not go back to the machine by it; whether that is new."""
    return connection.execute(_ASKED, {"id": conversation}).rowcount > 0


def waiting_at(connection: psycopg.Connection, conversation: int) -> datetime | None:
    """Since when the visitor has been waiting for people in the current episode."""
    row = connection.execute(_WAITING_AT, {"id": conversation}).fetchone()
    return row[0] if row else None


def reason(connection: psycopg.Connection, conversation: int) -> str | None:
    """Why the visitor waits, None without an episode."""
    row = connection.execute(_REASON, {"id": conversation}).fetchone()
    return row[0] if row else None
