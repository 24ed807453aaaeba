"""Answers of the machine that a person sends, changes or rejects before the citizen gets them."""

from dataclasses import dataclass
from datetime import datetime

import psycopg

from ..elements import Element, custom_of, texts_of
from ..store import Account, Database, events, queue
from ..store.staff import audit
from ..webhooks import enqueue
from . import episodes, moves, refusals
from .tracker import Tracker
from .words import written

_OPEN = """
SELECT p.id, p.conversation_id, c.channel, c.state, c.account_id, c.agent, t.id, t.user_text, p.reply, p.created_at
FROM proposal p JOIN conversation c ON c.id = p.conversation_id JOIN turn t ON t.id = p.turn_id
WHERE p.state = 'open' ORDER BY p.id LIMIT 200
"""
_CONVERSATION = "SELECT conversation_id FROM proposal WHERE id = %s"
_READ = """
SELECT p.state, p.reply, a.display FROM proposal p LEFT JOIN account a ON a.id = p.account_id WHERE p.id = %s FOR UPDATE OF p
"""
_DECIDE = """
UPDATE proposal SET state = %(state)s, text = %(text)s, account_id = %(account)s, decided_at = now() WHERE id = %(id)s
"""
# Another answer to decide on, or words that were written for a person meanwhile: then the visitor goes on waiting.
_MORE_TO_DO = """
SELECT EXISTS (SELECT FROM proposal WHERE conversation_id = %(conversation)s AND state = 'open')
    OR EXISTS (SELECT FROM turn t JOIN proposal p ON p.id = %(id)s
               WHERE t.conversation_id = %(conversation)s AND t.id > p.turn_id AND t.reply @> '[{"custom": {"delivered": true}}]')
"""
SENT, EDITED, REJECTED = "sent", "edited", "rejected"


@dataclass(frozen=True)
class Proposal:
    """An answer that waits for a decision, with the question as it is stored."""

    id: int
    conversation: int
    channel: str
    state: str
    """The conversation's state now; in `human`, `account` and `agent` say who has it, and only they decide."""
    account: int | None
    agent: str | None
    turn: int
    question: str
    reply: list[Element]
    at: datetime

    @property
    def text(self) -> str:
        """What the machine would say."""
        return text_of(self.reply)

    @property
    def custom(self) -> Element:
        return custom_of(self.reply)

    @property
    def language(self) -> str | None:
        return self.custom.get("language")

    @property
    def sources(self) -> list[Element]:
        return self.custom.get("sources") or []


class Approvals:
    """Raises StoreDown."""

    _database: Database
    _tracker: Tracker | None

    def proposals(self) -> list[Proposal]:
        """Those that nobody has decided on, oldest first, 200 at most."""
        return [Proposal(*row) for row in self._database.run(_OPEN, {}).fetchall()]

    def decide(self, proposal: int, account: Account, decision: str, text: str | None = None) -> int:
        """Sends the answer as it is (`sent`), sends `text` with its sources (`edited`), or sends nothing (`rejected`).

        Sent, the visitor gets it in whatever state the conversation is, and goes back to the machine if there is
        nothing more to do. Rejected, a conversation that waits becomes the account's. Returns the conversation's id.
        Raises ApiError (404), DeskConflict (decided, not_yours), WrongInput.
        """
        if decision not in (SENT, EDITED, REJECTED):
            raise ValueError("The decision must be sent, edited or rejected.")
        words = written(text or "") if decision == EDITED else None
        with self._database.transaction() as connection:
            queue.lock(connection)
            row, reply = _claim(connection, proposal, account)
            connection.execute(_DECIDE, {"id": proposal, "state": decision, "text": words, "account": account.id})
            audit(connection, account, f"proposal.{decision}", str(proposal), conversation=row.id)
            if decision == REJECTED:
                _reject(connection, row, account)
            else:
                _send(connection, row, account, reply, words or text_of(reply))
                _settle(connection, row, account, proposal)
        if self._tracker:
            self._tracker.follow(row.key)
        return row.id


def text_of(reply: list[Element]) -> str:
    """All that the machine says in a reply."""
    return "\n\n".join(texts_of(reply))


def _claim(connection: psycopg.Connection, proposal: int, account: Account) -> tuple[moves.Row, list[Element]]:
    """Locks the conversation, then the proposal; whoever comes second hears who was first."""
    found = connection.execute(_CONVERSATION, (proposal,)).fetchone()
    row = moves.by_id(connection, found[0]) if found else None
    state, reply, decider = (row and connection.execute(_READ, (proposal,)).fetchone()) or (None, None, None)
    if row is None or state is None:
        raise refusals.no_proposal()
    if state != "open":
        raise refusals.decided(decider or "?")
    if row.state == "human" and row.account != account.id:
        raise refusals.not_yours(row.agent)
    return row, reply


def _send(connection: psycopg.Connection, row: moves.Row, account: Account, reply: list[Element], text: str) -> None:
    custom = custom_of(reply)
    data = {"name": account.display, "text": text, "sources": custom.get("sources") or [], "scope": custom.get("scope"),
            "language": custom.get("language"), "approved": True}
    events.append(connection, row.id, "message", account.display, data)
    enqueue(connection, "message", row.id, {"from": "person", "name": account.display, "text": text})


def _settle(connection: psycopg.Connection, row: moves.Row, account: Account, proposal: int) -> None:
    """Who waited for this answer only, talks to the machine again."""
    if row.state != "waiting" or episodes.reason(connection, row.id) != "approval":
        return
    if connection.execute(_MORE_TO_DO, {"conversation": row.id, "id": proposal}).fetchone()[0]:
        return
    episodes.taken(connection, row.id, account.id)
    moves.release(connection, row, "bot", account.display, "given_back")


def _reject(connection: psycopg.Connection, row: moves.Row, account: Account) -> None:
    if row.state == "waiting":
        moves.take(connection, row, account.id, account.display)
    else:
        queue.tell(connection, row.id)

