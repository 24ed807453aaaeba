"""The questions that were not answered well, and what became of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ..store import Account, Database
from ..store.staff import audit

KINDS = ("unanswered", "clarify", "down", "corrected", "proposal", "outside")
"""Refused or failed; asked back; rated down; found wrong by staff; proposals that staff changed or rejected; refused
because they are about something else. Individual cases, opinions, forbidden and dangerous things are refused on
purpose: they only come here when somebody has found the answer bad."""
USUAL = KINDS[:-1]
MOST = 2000

_WHY = """
SELECT id AS turn_id,
    CASE WHEN status = 'clarify' THEN 'clarify' WHEN reason = 'outside_topic' THEN 'outside' ELSE 'unanswered' END AS why
FROM turn WHERE status IN ('clarify', 'error')
    OR status = 'refused' AND coalesce(reason, 'unclear') IN ('not_in_sources', 'unclear', 'outside_topic')
UNION ALL SELECT turn_id, 'down' FROM rating WHERE value = 'down'
UNION ALL SELECT turn_id, 'corrected' FROM correction
UNION ALL SELECT turn_id, 'proposal' FROM proposal WHERE state IN ('edited', 'rejected')
"""
_LIST = f"""
WITH why AS ({_WHY})
SELECT t.id, t.user_text, coalesce(t.language, 'de'), t.status, t.reason, t.item, t.created_at, t.conversation_id, chosen.kinds
FROM (
    SELECT turn_id, array_agg(DISTINCT why) AS kinds FROM why
    WHERE why = ANY (%(kinds)s) AND NOT EXISTS (SELECT FROM learnt l WHERE l.turn_id = why.turn_id)
    GROUP BY turn_id
) chosen JOIN turn t ON t.id = chosen.turn_id
WHERE %(language)s::text IS NULL OR t.language = %(language)s
ORDER BY t.id DESC LIMIT {MOST}
"""
_IGNORED = f"""
SELECT t.id, t.user_text, coalesce(t.language, 'de'), t.status, t.reason, t.item, l.at, t.conversation_id, '{{}}'::text[]
FROM learnt l JOIN turn t ON t.id = l.turn_id WHERE l.state = 'ignored' ORDER BY l.at DESC, t.id DESC LIMIT {MOST // 10}
"""
_BY_ID = """
SELECT id, user_text, coalesce(language, 'de'), status, reason, item, created_at, conversation_id, '{}'::text[]
FROM turn WHERE id = ANY (%(turns)s) ORDER BY id
"""
_IGNORE = """
INSERT INTO learnt (turn_id, state, account_id) SELECT t.id, 'ignored', %(account)s FROM turn t WHERE t.id = ANY (%(turns)s)
ON CONFLICT (turn_id) DO NOTHING
"""
_RESTORE = "DELETE FROM learnt WHERE turn_id = ANY (%(turns)s) AND state = 'ignored'"


@dataclass(frozen=True)
class Question:
    """A turn's question, redacted, with what was answered: its status, reason and item. `kinds` say why it is here."""

    turn: int
    text: str
    language: str
    status: str
    reason: str | None
    item: str | None
    at: datetime
    conversation: int
    kinds: tuple[str, ...]


class Unanswered:
    """Raises StoreDown."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, kinds: Iterable[str] = USUAL, language: str | None = None) -> list[Question]:
        """The newest MOST questions of these KINDS that nobody has dealt with."""
        return self._questions(_LIST, kinds=list(kinds), language=language)

    def ignored(self) -> list[Question]:
        """The questions that were put aside last, `at` that time."""
        return self._questions(_IGNORED)

    def by_id(self, turns: Iterable[int]) -> list[Question]:
        """Those of these turns that are still stored."""
        return self._questions(_BY_ID, turns=list(turns))

    def ignore(self, turns: list[int], account: Account) -> None:
        """Takes the questions from the list: nothing is to be learnt from them."""
        self._change(_IGNORE, "learning.ignored", turns, account)

    def restore(self, turns: list[int], account: Account) -> None:
        """Puts ignored questions back into the list."""
        self._change(_RESTORE, "learning.restored", turns, account)

    def _change(self, statement: str, action: str, turns: list[int], account: Account) -> None:
        with self._database.transaction() as connection:
            connection.execute(statement, {"turns": turns, "account": account.id})
            audit(connection, account, action, turns=turns)

    def _questions(self, statement: str, **values: object) -> list[Question]:
        rows = self._database.run(statement, values).fetchall()
        return [Question(*row[:-1], tuple(row[-1])) for row in rows]
