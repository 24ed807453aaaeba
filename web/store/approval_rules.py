"""Which answers a person sees before the citizen does: by channel, by topic, or by both."""

from dataclasses import dataclass

from .database import Database
from .staff import Account, audit

_ALL = "SELECT id, channel, topic FROM approval_rule ORDER BY channel NULLS LAST, topic NULLS FIRST"
_ADD = """
INSERT INTO approval_rule (channel, topic) VALUES (%(channel)s, %(topic)s) ON CONFLICT DO NOTHING RETURNING id
"""
_DELETE = "DELETE FROM approval_rule WHERE id = %(id)s RETURNING channel, topic"


@dataclass(frozen=True)
class ApprovalRule:
    """Answers on this channel (None: any) about this topic (None: any) wait for a person."""

    id: int
    channel: str | None
    topic: str | None


class ApprovalRules:
    """Raises StoreDown."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[ApprovalRule]:
        return [ApprovalRule(*row) for row in self._database.run(_ALL, {}).fetchall()]

    def add(self, account: Account, channel: str | None, topic: str | None) -> bool:
        """False if there is such a rule; one of the two is given."""
        with self._database.transaction() as connection:
            row = connection.execute(_ADD, {"channel": channel, "topic": topic}).fetchone()
            if row:
                audit(connection, account, "approval_rule.add", str(row[0]), channel=channel, topic=topic)
            return row is not None

    def delete(self, account: Account, number: int) -> None:
        """Answers it held back until now still wait for a decision."""
        with self._database.transaction() as connection:
            row = connection.execute(_DELETE, {"id": number}).fetchone()
            if row:
                audit(connection, account, "approval_rule.delete", str(number), channel=row[0], topic=row[1])
