"""The questions that were refused most often. They are citizens' words: only for those who may see them."""

from dataclasses import dataclass

from ..store import Database
from .period import Period

_MOST, _NEWEST = 10, 5000
# The same but for case and the signs around it counts as the same question.
_UNANSWERED = """
WITH t AS (
    SELECT t.id, t.user_text, t.language, t.reason FROM turn t
    WHERE t.status = 'refused' AND t.user_text <> '' AND {turns} ORDER BY t.created_at DESC LIMIT %(newest)s
)
SELECT (array_agg(user_text ORDER BY id DESC))[1], (array_agg(language ORDER BY id DESC))[1],
    mode() WITHIN GROUP (ORDER BY reason), count(*)
FROM t GROUP BY lower(btrim(user_text, ' .,;:!?…¿¡؟'))
ORDER BY count(*) DESC, max(id) DESC LIMIT %(most)s
"""


@dataclass(frozen=True)
class Unanswered:
    """A question as it was last asked, redacted, with its most frequent reason."""

    text: str
    language: str | None
    reason: str | None
    number: int


def unanswered(database: Database, period: Period) -> list[Unanswered]:
    """The ten most frequent ones among the newest 5,000. Raises StoreDown."""
    values = period.values() | {"most": _MOST, "newest": _NEWEST}
    rows = database.run(_UNANSWERED.format(turns=period.of_turns()), values).fetchall()
    return [Unanswered(*row) for row in rows]
