"""The webhooks as administrators see and change them; every change is audited in its transaction."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from ..store.database import Database
from ..store.staff import Account, audit
from .signature import new_secret

_LIST = """
SELECT w.id, w.name, w.url, w.events, w.active, d.last, coalesce(d.waiting, 0), coalesce(d.failed, 0), d.error
FROM webhook w LEFT JOIN (
    SELECT webhook_id, max(done_at) AS last, count(*) FILTER (WHERE done_at IS NULL AND failed_at IS NULL) AS waiting,
        count(failed_at) AS failed,
        (array_agg(error ORDER BY number DESC) FILTER (WHERE done_at IS NULL AND error IS NOT NULL))[1] AS error
    FROM delivery GROUP BY webhook_id
) d ON d.webhook_id = w.id ORDER BY w.name
"""
_FAILED = """
SELECT d.id, w.name, d.kind, d.conversation_id, d.attempts, d.error, d.failed_at
FROM delivery d JOIN webhook w ON w.id = d.webhook_id WHERE d.failed_at IS NOT NULL ORDER BY d.failed_at DESC, d.number DESC LIMIT 100
"""
_ADD = """
INSERT INTO webhook (name, url, secret, events) VALUES (%(name)s, %(url)s, %(secret)s, %(events)s)
ON CONFLICT (name) DO NOTHING
"""
_ROTATE = "UPDATE webhook SET secret = %(secret)s WHERE id = %(id)s RETURNING name"
_SWITCH = "UPDATE webhook SET active = %(active)s WHERE id = %(id)s RETURNING name"
_DELETE = "DELETE FROM webhook WHERE id = %(id)s RETURNING name"
_AGAIN = """
UPDATE delivery SET failed_at = NULL, attempts = 0, due_at = now()
WHERE (%(id)s::uuid IS NULL OR id = %(id)s) AND failed_at IS NOT NULL
"""


@dataclass(frozen=True)
class Webhook:
    """A receiver: `succeeded_at` is its last success; `error` that of its newest delivery that has not arrived, see Outcome."""

    id: int
    name: str
    url: str
    events: list[str]
    active: bool
    succeeded_at: datetime | None
    waiting: int
    failed: int
    error: str | None


@dataclass(frozen=True)
class Failed:
    """A delivery that was given up."""

    id: uuid.UUID
    webhook: str
    kind: str
    conversation: int | None
    attempts: int
    error: str | None
    at: datetime


class Webhooks:
    """Raises StoreDown. What changes a webhook returns None or False if there is none of that number."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Webhook]:
        """By name."""
        return [Webhook(*row) for row in self._database.run(_LIST, {}).fetchall()]

    def failed(self) -> list[Failed]:
        """The last hundred that were given up, newest first."""
        return [Failed(*row) for row in self._database.run(_FAILED, {}).fetchall()]

    def address(self, number: int) -> tuple[str, str] | None:
        """URL and secret."""
        return self._database.run("SELECT url, secret FROM webhook WHERE id = %(id)s", {"id": number}).fetchone()

    def add(self, actor: Account, name: str, url: str, events: list[str]) -> str | None:
        """A new webhook's secret, which is shown once; None if there is one of that name already."""
        secret = new_secret()
        with self._database.transaction() as connection:
            added = connection.execute(_ADD, {"name": name, "url": url, "secret": secret, "events": events}).rowcount
            if added:
                audit(connection, actor, "webhook.added", name, url=url, events=events)
        return secret if added else None

    def rotate(self, actor: Account, number: int) -> str | None:
        """A new secret; what is sent from now on, also again, is signed with it."""
        secret = new_secret()
        return secret if self._change(actor, "webhook.secret", number, _ROTATE, secret=secret) else None

    def switch(self, actor: Account, number: int, active: bool) -> bool:
        """Pauses or resumes. What happens in a pause is not told; what waited before it is told afterwards."""
        return self._change(actor, "webhook.resumed" if active else "webhook.paused", number, _SWITCH, active=active)

    def delete(self, actor: Account, number: int) -> bool:
        """Removes the webhook and all its deliveries."""
        return self._change(actor, "webhook.deleted", number, _DELETE)

    def again(self, actor: Account, delivery: uuid.UUID) -> bool:
        """Sends a delivery that was given up once more, with all its attempts."""
        return self._again(actor, delivery) > 0

    def all_again(self, actor: Account) -> int:
        """Sends all that were given up once more; how many there were."""
        return self._again(actor, None)

    def _again(self, actor: Account, delivery: uuid.UUID | None) -> int:
        with self._database.transaction() as connection:
            found = connection.execute(_AGAIN, {"id": delivery}).rowcount
            if found:
                audit(connection, actor, "webhook.sent_again", str(delivery or "all"), deliveries=found)
        return found

    def _change(self, actor: Account, action: str, number: int, statement: str, **values: object) -> bool:
        with self._database.transaction() as connection:
            row = connection.execute(statement, {"id": number, **values}).fetchone()
            if row:
                audit(connection, actor, action, row[0])
        return row is not None
