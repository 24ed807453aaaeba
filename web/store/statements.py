"""The SQL of a turn, and the values that go with it."""

from typing import TYPE_CHECKING, Any

from psycopg.types.json import Jsonb

if TYPE_CHECKING:
    from ..turns.turn import Turn

LOCK = "SELECT pg_advisory_lock(%s)"
UNLOCK = "SELECT pg_advisory_unlock(%s)"

LOOK_UP = """
SELECT c.id, c.state, c.language,
       EXISTS (SELECT FROM turn t WHERE t.conversation_id = c.id AND t.created_at > c.waiting_since
               AND t.status = 'handoff'),
       e.reply, (SELECT count(*) FROM turn t WHERE t.conversation_id = c.id AND t.id <= e.id)
FROM conversation c LEFT JOIN turn e ON e.conversation_id = c.id AND e.message_id = %(message_id)s
WHERE c.key = %(key)s
"""

# Who writes after a person has closed the conversation talks to the bot again.
_TOUCH = """
UPDATE conversation SET updated_at = now(), language = coalesce(%(language)s, language),
    state = CASE state WHEN 'closed' THEN 'bot' ELSE state END
WHERE key = %(key)s RETURNING id
"""
_UPSERT = """
INSERT INTO conversation (channel, key, language) VALUES (%(channel)s, %(key)s, %(language)s)
ON CONFLICT (key) DO UPDATE
SET updated_at = now(), language = coalesce(EXCLUDED.language, conversation.language),
    state = CASE conversation.state WHEN 'closed' THEN 'bot' ELSE conversation.state END
RETURNING id
"""
_INSERT_TURN = """
WITH c AS ({conversation})
INSERT INTO turn (conversation_id, message_id, user_text, reply, status, reason, item, language,
                  confidence, degraded, milliseconds)
SELECT id, %(message_id)s, %(user_text)s, %(reply)s, %(status)s, %(reason)s, %(item)s, %(language)s,
       %(confidence)s, %(degraded)s, %(milliseconds)s FROM c
ON CONFLICT (conversation_id, message_id) DO NOTHING
RETURNING (SELECT count(*) FROM turn t WHERE t.conversation_id = turn.conversation_id) + 1
"""
SAVE_KNOWN = _INSERT_TURN.format(conversation=_TOUCH)
SAVE_ANY = _INSERT_TURN.format(conversation=_UPSERT)

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


def values(turn: "Turn") -> dict[str, Any]:
    """What a finished turn writes; the user's words only as they were redacted."""
    custom = turn.custom
    return {
        "channel": turn.channel, "key": turn.key, "message_id": turn.message_id, "user_text": turn.text,
        "reply": Jsonb(turn.reply), "status": custom["status"], "reason": custom.get("reason"),
        "item": custom.get("item"), "language": custom.get("language") or turn.language,
        "confidence": custom.get("confidence"), "degraded": turn.degraded, "milliseconds": turn.milliseconds,
    }
