"""The side of the people who answer: take a conversation, write, forward it, give it back or close it."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from ..errors import NoConversation
from ..guard import clean
from ..store import Account, Database, events, queue
from ..store.staff import audit
from ..webhooks import enqueue
from . import moves, refusals
from .approval import Approvals
from .case import Cases
from .overview import Overview
from .tracker import Tracker
from .words import written

_SENT_BEFORE = """
SELECT EXISTS (SELECT FROM event WHERE conversation_id = %s AND kind = 'message' AND data->>'message_id' = %s)
"""
_NOTE = "INSERT INTO note (conversation_id, account_id, name, text) VALUES (%s, %s, %s, %s)"
_COLLEAGUE = "SELECT display FROM account WHERE id = %s AND disabled_at IS NULL AND role <> 'reader'"
_TEAM = "SELECT name FROM team WHERE id = %s"


class Desk(Overview, Cases, Approvals):
    """What staff see (`Overview`, `Cases`) and do; conversations are named by their id.

    Every step writes its own row of the audit log, wakes who follows the conversation, and raises NoConversation,
    DeskConflict (409, with a code: taken, not_yours, wrong_state, decided), WrongInput or StoreDown. Roles are
    checked by who calls, but for `take_over`.
    """

    def __init__(self, database: Database, tracker: Tracker | None = None) -> None:
        super().__init__(database)
        self._tracker = tracker

    def take(self, conversation: int, account: Account) -> None:
        """Takes a waiting conversation; the visitor sees the account's display name. Taking one's own again is fine."""
        with self._step(conversation) as (connection, row):
            if row.state == "human" and row.account == account.id:
                return
            if row.state == "human":
                raise refusals.taken(row.agent)
            if row.state != "waiting":
                raise refusals.wrong_state(row.state, "waiting")
            moves.take(connection, row, account.id, account.display)
            audit(connection, account, "conversation.take", str(row.id))

    def take_over(self, conversation: int, account: Account) -> None:
        """An administrator takes a conversation away from a colleague, who may be ill; or one that waits."""
        if account.role != "administrator":
            raise refusals.only_administrators()
        with self._step(conversation) as (connection, row):
            if row.state not in ("waiting", "human"):
                raise refusals.wrong_state(row.state, "human")
            if row.account != account.id:
                moves.take(connection, row, account.id, account.display)
                audit(connection, account, "conversation.take_over", str(row.id), before=row.account)

    def typing(self, conversation: int, account: Account) -> None:
        """Tells the visitor that the person has begun to write."""
        with self._own(conversation, account, moving=False) as (connection, row):
            events.append(connection, row.id, "typing", account.display, {})

    def say(self, conversation: int, account: Account, text: str, message_id: str | None = None) -> None:
        """Writes to the visitor. Once it returns, the text is stored.

        The same `message_id` again in this conversation does nothing, whatever has happened since: so a form or
        script that got no answer may simply send again.
        """
        text = written(text)
        with self._step(conversation, moving=False) as (connection, row):
            if message_id and connection.execute(_SENT_BEFORE, (row.id, message_id)).fetchone()[0]:
                return
            _require_own(row, account)
            data = {"name": account.display, "text": text} | ({"message_id": message_id} if message_id else {})
            events.append(connection, row.id, "message", account.display, data)
            audit(connection, account, "conversation.say", str(row.id))
            enqueue(connection, "message", row.id, {"from": "person", "name": account.display, "text": text})

    def note(self, conversation: int, account: Account, text: str) -> None:
        """Keeps a note that only staff see; in any state, also of a colleague's conversation."""
        text = written(text)
        with self._step(conversation, moving=False) as (connection, row):
            _note(connection, row, account, text)

    def forward(self, conversation: int, account: Account, to_account: int | None = None, to_team: int | None = None,
                note: str = "") -> None:
        """Puts one's own conversation back into the queue, at its old place, meant for a colleague or a team.

        Anybody may still take it, so that nobody is stuck with it. A `note` is kept as by `note`.
        """
        with self._own(conversation, account) as (connection, row):
            whom = _receiver(connection, account, to_account, to_team)
            if clean(note):
                _note(connection, row, account, written(note))
            moves.forward(connection, row, to_account, to_team)
            audit(connection, account, "conversation.forward", str(row.id), to=whom)

    def give_back(self, conversation: int, account: Account) -> None:
        """The visitor talks to the machine again."""
        with self._own(conversation, account) as (connection, row):
            moves.release(connection, row, "bot", account.display, "given_back")
            audit(connection, account, "conversation.give_back", str(row.id))

    def close(self, conversation: int, account: Account) -> None:
        """Ends the conversation; if the visitor writes again, the machine answers."""
        with self._own(conversation, account) as (connection, row):
            moves.release(connection, row, "closed", account.display, "closed")
            events.append(connection, row.id, "closed", account.display, {})
            audit(connection, account, "conversation.close", str(row.id))
            enqueue(connection, "closed", row.id, {"name": account.display})

    @contextmanager
    def _own(self, conversation: int, account: Account, moving: bool = True) -> Iterator[tuple[psycopg.Connection, moves.Row]]:
        with self._step(conversation, moving) as (connection, row):
            _require_own(row, account)
            yield connection, row

    @contextmanager
    def _step(self, conversation: int, moving: bool = True) -> Iterator[tuple[psycopg.Connection, moves.Row]]:
        """A transaction that holds the conversation's row, and before it the queue if the state may change."""
        with self._database.transaction() as connection:
            if moving:
                queue.lock(connection)
            row = moves.by_id(connection, conversation)
            if row is None:
                raise NoConversation()
            yield connection, row
        if moving and self._tracker:
            self._tracker.follow(row.key)


def _require_own(row: moves.Row, account: Account) -> None:
    if row.state != "human":
        raise refusals.wrong_state(row.state, "human")
    if row.account != account.id:
        raise refusals.not_yours(row.agent)


def _note(connection: psycopg.Connection, row: moves.Row, account: Account, text: str) -> None:
    connection.execute(_NOTE, (row.id, account.id, account.display, text))
    audit(connection, account, "conversation.note", str(row.id))
    queue.tell(connection, row.id)


def _receiver(connection: psycopg.Connection, account: Account, to_account: int | None, to_team: int | None) -> str:
    if (to_account is None) == (to_team is None) or to_account == account.id:
        raise refusals.nobody_to_forward_to()
    statement, number = (_COLLEAGUE, to_account) if to_account is not None else (_TEAM, to_team)
    found = connection.execute(statement, (number,)).fetchone()
    if found is None:
        raise refusals.nobody_to_forward_to()
    return found[0]
