"""Drafts in Postgres: bodies that somebody works on, until they are published or discarded."""

from collections.abc import Iterable
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from ..store import Account, Database
from ..store.staff import audit
from .bodies import Body, split
from .draft import Draft, NoDraft, NotOpen, Older, Row

_COLUMNS = "d.id, d.item, d.body, d.origin, d.state, d.revision, d.report, d.report_revision, a.display, d.created_at, d.updated_at"
_READ = f"SELECT {_COLUMNS} FROM draft d LEFT JOIN account a ON a.id = d.account_id WHERE d.id = %(id)s"
_LOCK = _READ + " FOR UPDATE OF d"
# Whole bodies with all their languages stay in the database: a list needs little of them.
_LIST = """
SELECT d.id, d.item, coalesce(d.body #>> '{title,de}', d.body #>> '{title,en}', d.body ->> 'id', ''), d.state, d.updated_at, a.display,
    ARRAY(SELECT jsonb_object_keys(coalesce(nullif(d.body -> 'text', 'null'), '{}')) ORDER BY 1),
    ARRAY(SELECT key FROM jsonb_each(d.body) WHERE value IS DISTINCT FROM d.origin -> 'base' -> key ORDER BY 1),
    CASE WHEN d.report_revision = d.revision THEN jsonb_array_length(d.report #> '{report,broken}') END,
    (SELECT count(*) FROM jsonb_object_keys(coalesce(d.report -> 'accepted', '{}'))), d.report IS NOT NULL
FROM draft d LEFT JOIN account a ON a.id = d.account_id
WHERE d.state = %(state)s AND d.id < %(below)s ORDER BY d.id DESC LIMIT %(most)s
"""
_OPEN_FOR = "SELECT max(id) FROM draft WHERE item = %(item)s AND state = 'open'"
_CREATE = "INSERT INTO draft (item, body, origin, account_id) VALUES (%(item)s, %(body)s, %(origin)s, %(account)s) RETURNING id"
# What the gate found stays right when only the day of the review or a confirmation is new.
_SAVE = """
UPDATE draft SET body = %(body)s, origin = %(origin)s, revision = revision + 1, account_id = %(account)s, updated_at = now(),
    report_revision = CASE WHEN %(same)s AND report_revision = revision THEN revision + 1 ELSE report_revision END
WHERE id = %(id)s
"""
_REPORT = "UPDATE draft SET report = %(report)s, report_revision = %(revision)s WHERE id = %(id)s AND state = 'open'"
_DISCARD = "UPDATE draft SET state = 'discarded', account_id = %(account)s, updated_at = now() WHERE id = %(id)s"
_UNLEARN = "DELETE FROM learnt WHERE draft_id = %(id)s AND state = 'drafted'"
_LEARN = """
INSERT INTO learnt (turn_id, state, draft_id, account_id)
SELECT t.id, 'drafted', %(draft)s, %(account)s FROM turn t WHERE t.id = ANY (%(turns)s)
ON CONFLICT (turn_id) DO UPDATE SET state = 'drafted', draft_id = %(draft)s, account_id = %(account)s, at = now()
"""
PAGE = 50


class Drafts:
    """Raises NoDraft, NotOpen, Older, StoreDown. Bodies may be incomplete: the gate asks for the rest."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, item: str | None, body: Body, origin: dict[str, Any], account: Account, turns: Iterable[int] = ()) -> int:
        """A new draft's number. `turns` are the questions that it is made for; they leave the list of questions."""
        with self._database.transaction() as connection:
            values = {"item": item, "body": Jsonb(body), "origin": Jsonb(origin), "account": account.id}
            number = connection.execute(_CREATE, values).fetchone()[0]
            _learn(connection, number, turns, account)
            audit(connection, account, "draft.created", str(number), item=item)
        return number

    def read(self, number: int) -> Draft:
        """The draft as it is stored."""
        return found(self._database.run(_READ, {"id": number}).fetchone())

    def list(self, state: str = "open", below: int | None = None) -> list[Row]:
        """The newest PAGE drafts of a state with numbers `below` that."""
        values = {"state": state, "below": below or 2**62, "most": PAGE}
        return [Row(*row) for row in self._database.run(_LIST, values).fetchall()]

    def open_for(self, item: str) -> int | None:
        """The newest open draft that changes this item."""
        return self._database.run(_OPEN_FOR, {"item": item}).fetchone()[0]

    def save(self, number: int, revision: int, body: Body, account: Account, confirmed: dict[str, str] | None = None,
             turns: Iterable[int] = (), base: dict[str, Any] | None = None) -> Draft:
        """Stores what somebody made of `revision`; `confirmed` are translations that are still right, `base` what it
        stands on from now on. The draft after it; unchanged if nothing is new."""
        with self._database.transaction() as connection:
            draft = locked(connection, number)
            if draft.revision != revision:
                raise Older(draft)
            origin = draft.origin | (base or {}) | {"confirmed": draft.origin.get("confirmed", {}) | (confirmed or {})}
            _learn(connection, number, turns, account)
            if body == draft.body and origin == draft.origin | {"confirmed": draft.origin.get("confirmed", {})}:
                return draft
            same = split(body)[0] == split(draft.body)[0]
            values = {"id": number, "body": Jsonb(body), "origin": Jsonb(origin), "account": account.id, "same": same}
            connection.execute(_SAVE, values)
            audit(connection, account, "draft.saved", str(number), item=draft.item)
            return locked(connection, number)

    def discard(self, number: int, revision: int, account: Account) -> None:
        """Puts the draft away; the questions it was made for come back to the list."""
        with self._database.transaction() as connection:
            draft = locked(connection, number)
            if draft.revision != revision:
                raise Older(draft)
            connection.execute(_DISCARD, {"id": number, "account": account.id})
            connection.execute(_UNLEARN, {"id": number})
            audit(connection, account, "draft.discarded", str(number))

    def store_report(self, number: int, revision: int, report: dict[str, Any]) -> None:
        """What the gate found for that revision."""
        self._database.run(_REPORT, {"id": number, "revision": revision, "report": Jsonb(report)})


def found(row: tuple | None) -> Draft:
    """The draft of a row. Raises NoDraft."""
    if row is None:
        raise NoDraft()
    return Draft(*row)


def locked(connection: psycopg.Connection, number: int) -> Draft:
    """The open draft, which nobody else changes until the transaction ends. Raises NoDraft, NotOpen."""
    draft = found(connection.execute(_LOCK, {"id": number}).fetchone())
    if draft.state != "open":
        raise NotOpen()
    return draft


def _learn(connection: psycopg.Connection, number: int, turns: Iterable[int], account: Account) -> None:
    chosen = list(turns)
    if chosen:
        connection.execute(_LEARN, {"draft": number, "turns": chosen, "account": account.id})
