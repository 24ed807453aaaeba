"""What staff see of all conversations with people: the queue, their own, colleagues, teams, messages that were left."""

from dataclasses import dataclass
from datetime import datetime

from ..store import Database
from ..store.callbacks import Callback, Callbacks
from ..store.teams import Team, Teams

_GUESTS = """
SELECT c.id, c.state, c.position, c.agent, c.language, coalesce(c.waiting_since, c.updated_at), c.channel, c.account_id,
       c.for_account, receiver.display, c.for_team, team.name, episode.reason, episode.waiting_at,
       last.user_text, last.language, last.created_at,
       coalesce(open.proposals, 0),
       coalesce(last.created_at > seen.created_at, false)
FROM conversation c
LEFT JOIN account receiver ON receiver.id = c.for_account
LEFT JOIN team ON team.id = c.for_team
LEFT JOIN (SELECT conversation_id, count(*) AS proposals FROM proposal WHERE state = 'open' GROUP BY conversation_id) open
    ON open.conversation_id = c.id
LEFT JOIN LATERAL (SELECT reason, waiting_at FROM handover WHERE conversation_id = c.id ORDER BY id DESC LIMIT 1) episode ON true
LEFT JOIN LATERAL (SELECT user_text, language, created_at FROM turn WHERE conversation_id = c.id ORDER BY id DESC LIMIT 1)
    last ON true
LEFT JOIN LATERAL (SELECT created_at FROM event WHERE conversation_id = c.id AND kind IN ('joined', 'message')
                   ORDER BY number DESC LIMIT 1) seen ON c.state = 'human'
WHERE c.state IN ('waiting', 'human') ORDER BY c.state DESC, c.waiting_since, c.id
"""
_COLLEAGUES = """
SELECT a.id, a.name, a.display, a.role, (SELECT count(*) FROM conversation c WHERE c.state = 'human' AND c.account_id = a.id)
FROM account a WHERE a.disabled_at IS NULL AND a.role <> 'reader' ORDER BY a.display, a.id
"""


@dataclass(frozen=True)
class Guest:
    """A conversation that waits for a person or has one."""

    id: int
    state: str
    position: int | None
    agent: str | None
    """The person's display name, in the state human."""
    language: str | None
    since: datetime
    """When it began to wait, in the state human: its last change."""
    channel: str
    account: int | None
    """Whose it is, in the state human."""
    for_account: int | None
    for_account_name: str | None
    for_team: int | None
    for_team_name: str | None
    reason: str | None
    """Why it came to people: request, failures, personal_case or approval."""
    waiting_at: datetime | None
    """When the visitor began to wait for people; being forwarded does not change it."""
    last_text: str | None
    """What the visitor wrote last, as it is stored, with its language and time."""
    last_language: str | None
    last_at: datetime | None
    proposals: int
    """Answers of the machine that wait for a decision."""
    unread: bool
    """Whether the visitor has written since the person took it or wrote last."""


@dataclass(frozen=True)
class Colleague:
    """Somebody who may take conversations, and how many they have now."""

    id: int
    name: str
    display: str
    role: str
    conversations: int


class Overview:
    """Raises StoreDown."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def queue(self) -> list[Guest]:
        """Who waits, the first in the queue first; then who talks to a person already."""
        return [Guest(*row) for row in self._database.run(_GUESTS, {}).fetchall()]

    def colleagues(self) -> list[Colleague]:
        """Who can take conversations, by name; oneself too."""
        return [Colleague(*row) for row in self._database.run(_COLLEAGUES, {}).fetchall()]

    def teams(self) -> list[Team]:
        """All teams, by name."""
        return Teams(self._database).all()

    def callbacks(self) -> list[Callback]:
        """The messages that visitors left and nobody has replied to, oldest first."""
        return Callbacks(self._database).open()
