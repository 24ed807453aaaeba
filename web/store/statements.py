"""The SQL of a turn, and the values that go with it."""

import hashlib
from typing import TYPE_CHECKING, Any

from psycopg.types.json import Jsonb

from .queue import CHANNEL

if TYPE_CHECKING:
    from ..turns.turn import Turn

LOCK = "SELECT pg_advisory_lock(%s)"
UNLOCK = "SELECT pg_advisory_unlock(%s)"

# The first part gives a row for an unknown conversation too: its channel may have rules for approval.
LOOK_UP = """
SELECT rules.topics, c.id, c.state, c.language, c.tracker_paused, c.failures,
       EXISTS (SELECT FROM turn t WHERE t.conversation_id = c.id AND t.created_at > c.waiting_since
               AND t.status = 'handoff'),
       e.reply, (SELECT count(*) FROM turn t WHERE t.conversation_id = c.id AND t.id <= e.id)
FROM (SELECT coalesce(array_agg(topic), '{}') AS topics FROM approval_rule
      WHERE channel IS NULL OR channel = %(channel)s) rules
LEFT JOIN conversation c ON c.key = %(key)s
LEFT JOIN turn e ON e.conversation_id = c.id AND e.message_id = %(message_id)s
"""

_FAILURES = "CASE %(failed)s::int WHEN 1 THEN {0} + 1 WHEN 0 THEN 0 ELSE {0} END"
# Who writes after a person has closed the conversation talks to the bot again. People may have taken it while the turn
# ran: then Rasa is about to be paused, whatever the turn has done before.
_GOES_ON = """
    updated_at = now(), language = coalesce(%(language)s, conversation.language),
    state = CASE conversation.state WHEN 'closed' THEN 'bot' ELSE conversation.state END,
    tracker_paused = conversation.tracker_paused AND NOT (%(resumed)s AND conversation.state IN ('bot', 'closed')),
    failures = """ + _FAILURES.format("conversation.failures")
_TOUCH = f"UPDATE conversation SET {_GOES_ON} WHERE key = %(key)s RETURNING id, state"
_UPSERT = f"""
INSERT INTO conversation (channel, key, language, failures)
VALUES (%(channel)s, %(key)s, %(language)s, coalesce(%(failed)s::int, 0))
ON CONFLICT (key) DO UPDATE SET {_GOES_ON} RETURNING id, state
"""
_FOR_PEOPLE = """
UPDATE conversation SET updated_at = now(), language = coalesce(%(language)s, language)
WHERE key = %(key)s AND state IN ('waiting', 'human') RETURNING id, state
"""
# Staff are woken where they watch; for ordinary turns nobody is.
_INSERT_TURN = """
WITH c AS ({conversation})
INSERT INTO turn (conversation_id, message_id, user_text, reply, status, reason, item, language,
                  confidence, degraded, milliseconds)
SELECT id, %(message_id)s, %(user_text)s, %(reply)s, %(status)s, %(reason)s, %(item)s, %(language)s,
       %(confidence)s, %(degraded)s, %(milliseconds)s FROM c
ON CONFLICT (conversation_id, message_id) DO NOTHING
RETURNING (SELECT count(*) FROM turn t WHERE t.conversation_id = turn.conversation_id) + 1, turn.id, turn.conversation_id,
    (SELECT pg_notify('{channel}', c.id::text) FROM c WHERE c.state IN ('waiting', 'human'))
"""
SAVE_KNOWN, SAVE_ANY, SAVE_FOR_PEOPLE = (
    _INSERT_TURN.format(conversation=part, channel=CHANNEL) for part in (_TOUCH, _UPSERT, _FOR_PEOPLE))
REPLY = "UPDATE turn SET reply = %s WHERE id = %s"
_FAILED = {"refused": 1, "clarify": 1, "error": 1, "answered": 0, "smalltalk": 0}

WAIT_FOR_DISK = "SET LOCAL synchronous_commit = on"
CREATE = """
INSERT INTO conversation (channel, key, language) VALUES (%(channel)s, %(key)s, %(language)s)
ON CONFLICT (key) DO NOTHING
"""
DELETE = "DELETE FROM conversation WHERE key = %s RETURNING id, state"
# bot/tracker_store.py keeps what was said too, when it shares this database.
HAS_TRACKER = "SELECT to_regclass('rasa_tracker') IS NOT NULL"
DELETE_TRACKER = "DELETE FROM rasa_tracker WHERE sender_id = %s"

TRANSCRIPT = """
SELECT c.id, c.state, c.language, c.position, c.agent, c.last_event, t.user_text, t.reply, t.created_at, r.value
FROM conversation c LEFT JOIN turn t ON t.conversation_id = c.id LEFT JOIN rating r ON r.turn_id = t.id
WHERE c.key = %(key)s ORDER BY t.id
"""
ENTRIES = """
SELECT number, turns, data, created_at FROM event
WHERE conversation_id = %(id)s AND number <= %(last_event)s AND kind = 'message' ORDER BY number
"""


def lock_number(key: str) -> int:
    """The key as a signed 64-bit number, for Postgres advisory locks."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), signed=True)


def values(turn: "Turn") -> dict[str, Any]:
    """What a finished turn writes; the user's words only as they were redacted."""
    custom = turn.custom
    return {
        "channel": turn.channel, "key": turn.key, "message_id": turn.message_id, "user_text": turn.text,
        "reply": Jsonb(turn.reply), "status": custom["status"], "reason": custom.get("reason"),
        "item": custom.get("item"), "language": custom.get("language") or turn.language,
        "confidence": custom.get("confidence"), "degraded": turn.degraded, "milliseconds": turn.milliseconds,
        "failed": None if turn.fixed else _FAILED.get(custom["status"]), "resumed": turn.resumed,
    }
