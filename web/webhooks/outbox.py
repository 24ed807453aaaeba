"""What is to be told to other systems, written in the transaction in which it happens."""

from datetime import UTC, datetime
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

KINDS = ("handoff", "message", "closed", "rated")
SERVICE = "lotse"

# The inner select gives every webhook a delivery id of its own.
_ENQUEUE = """
INSERT INTO delivery (id, webhook_id, kind, conversation_id, payload)
SELECT hook.delivery, hook.id, %(kind)s, %(conversation)s, %(payload)s || jsonb_build_object('delivery', hook.delivery)
FROM (SELECT id, gen_random_uuid() AS delivery FROM webhook WHERE active AND %(kind)s = ANY (events)) hook
"""


def enqueue(connection: psycopg.Connection, kind: str, conversation: int, data: dict[str, Any]) -> None:
    """Notes that something of KINDS happened in a conversation, for every webhook that wants to hear it.

    `data` carries no more than the receiver needs; a citizen's words only as they are stored.
    """
    values = {"kind": kind, "conversation": conversation, "payload": Jsonb(payload(kind, conversation, data))}
    connection.execute(_ENQUEUE, values)


def payload(kind: str, conversation: int | None, data: dict[str, Any]) -> dict[str, Any]:
    """What a receiver gets, but for the delivery's id; `at` is UTC."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    return {"service": SERVICE, "kind": kind, "at": at, "conversation": conversation, "data": data}
