"""One conversation as staff see it: what was said, by whom, how sure the machine was, notes, and who had it when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..elements import Element, custom_of, texts_of
from ..errors import NoConversation
from ..store import Database

_HEAD = """
SELECT c.id, c.key, c.channel, c.state, c.language, c.created_at, c.updated_at, c.account_id, c.agent, c.position,
       c.waiting_since, receiver.display, team.name,
       (SELECT reason FROM handover WHERE conversation_id = c.id ORDER BY id DESC LIMIT 1)
FROM conversation c LEFT JOIN account receiver ON receiver.id = c.for_account LEFT JOIN team ON team.id = c.for_team
WHERE c.id = %(id)s
"""
_TURNS = """
SELECT t.id, row_number() OVER (ORDER BY t.id), t.user_text, t.reply, t.status, t.reason, t.item, t.language, t.confidence,
       t.degraded, r.value, r.comment, k.comment, p.id, p.state, t.created_at
FROM turn t LEFT JOIN rating r ON r.turn_id = t.id LEFT JOIN correction k ON k.turn_id = t.id
LEFT JOIN proposal p ON p.turn_id = t.id
WHERE t.conversation_id = %(id)s ORDER BY t.id
"""
# A place in the queue that only moved up is no news for staff.
_STEPS = """
SELECT number, kind, actor, data, created_at FROM event
WHERE conversation_id = %(id)s AND kind <> 'typing' AND NOT (kind = 'state' AND actor = 'queue') ORDER BY number
"""
_NOTES = "SELECT id, account_id, name, text, created_at FROM note WHERE conversation_id = %(id)s ORDER BY id"
_HANDOVERS = """
SELECT h.reason, h.waiting_at, h.taken_at, h.ended_at, a.display, h.outcome
FROM handover h LEFT JOIN account a ON a.id = h.account_id WHERE h.conversation_id = %(id)s ORDER BY h.id
"""


@dataclass(frozen=True)
class CaseTurn:
    """What the visitor wrote (as it is stored), and what the machine answered."""

    kind = "turn"
    id: int
    number: int
    user_text: str
    reply: list[Element]
    status: str
    reason: str | None
    item: str | None
    language: str | None
    confidence: float | None
    degraded: bool
    rating: str | None
    rating_comment: str | None
    correction: str | None
    """What staff found wrong ("" without words), None if nothing."""
    proposal: int | None
    """Number of the answer that waited for approval instead, and what became of it."""
    proposal_state: str | None
    at: datetime

    @property
    def custom(self) -> Element:
        return custom_of(self.reply)

    @property
    def texts(self) -> list[str]:
        """What the machine said; nothing where a message only was kept for a person."""
        return texts_of(self.reply)

    @property
    def for_person(self) -> bool:
        """Whether the message was kept for a person, and the machine not asked."""
        return bool(self.custom.get("delivered"))

    @property
    def sources(self) -> list[dict[str, Any]]:
        return self.custom.get("sources") or []


@dataclass(frozen=True)
class Step:
    """What a person wrote (`kind` is message) or who did what (joined, state, closed): event `number`."""

    number: int
    kind: str
    actor: str
    """`visitor`, or the display name of a person."""
    data: dict[str, Any]
    """Of a message: name, text, and with an approved answer sources and approved; of a state: state."""
    at: datetime


@dataclass(frozen=True)
class Note:
    """What only staff see."""

    kind = "note"
    id: int
    account: int | None
    name: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Handover:
    """One time that the visitor waited for people: who took it first, how it ended (None: it goes on)."""

    reason: str
    waiting_at: datetime
    taken_at: datetime | None
    ended_at: datetime | None
    taken_by: str | None
    outcome: str | None


@dataclass(frozen=True)
class Case:
    """A conversation with everything in it."""

    id: int
    key: str
    channel: str
    state: str
    language: str | None
    created_at: datetime
    updated_at: datetime
    account: int | None
    agent: str | None
    position: int | None
    waiting_since: datetime | None
    for_account_name: str | None
    for_team_name: str | None
    reason: str | None
    turns: list[CaseTurn]
    steps: list[Step]
    notes: list[Note]
    handovers: list[Handover]

    @property
    def parts(self) -> list[CaseTurn | Step | Note]:
        """Turns, steps and notes in the order in which they came; each has `kind` and `at`."""
        return sorted([*self.turns, *self.steps, *self.notes], key=lambda part: part.at)


class Cases:
    """Raises StoreDown."""

    _database: Database

    def case(self, conversation: int) -> Case:
        """The conversation as it is now. Raises NoConversation."""
        values = {"id": conversation}
        with self._database.transaction() as connection:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            head = connection.execute(_HEAD, values).fetchone()
            if head is None:
                raise NoConversation()
            return Case(
                *head, [CaseTurn(*row) for row in connection.execute(_TURNS, values)],
                [Step(*row) for row in connection.execute(_STEPS, values)],
                [Note(*row) for row in connection.execute(_NOTES, values)],
                [Handover(*row) for row in connection.execute(_HANDOVERS, values)])
