"""What an answer has to do with people: one is offered, the queue entered, or the answer approved before it is given."""

from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from ..errors import Unavailable
from ..handoff import moves
from ..settings import Settings
from ..store import Saved, Session, Step
from ..texts import spoken, texts
from .topics import Topics
from .turn import Element, Turn, plain_custom

_PROPOSE = "INSERT INTO proposal (conversation_id, turn_id, reply) VALUES (%s, %s, %s)"
_FAILED = frozenset({"refused", "clarify", "error"})


class Handover:
    """Made once, used by all threads."""

    def __init__(self, settings: Settings, topics: Topics) -> None:
        self._settings, self._topics = settings, topics
        self._known_rules: dict[str, list[str | None]] = {}

    def prepare(self, turn: Turn, session: Session | None) -> Step | None:
        """Changes the reply where people come in; what is to be done while the turn is stored, if anything.

        Raises Unavailable where an answer needs approval and nobody could be asked, because the database is away.
        """
        if self._needs_approval(turn, session):
            return self._propose(turn)
        if turn.custom["status"] == "handoff":
            return self._asked_in_words(turn)
        if session:
            self._offer(turn, session.conversation.failures if session.conversation else 0)
        return None

    def _needs_approval(self, turn: Turn, session: Session | None) -> bool:
        topics = self._rules(turn, session)
        if not topics or turn.custom["status"] != "answered":
            return False
        if session is None:
            raise Unavailable()
        return None in topics or session.asks(lambda connection: self._topics.of(connection, turn.custom["item"])) in topics

    def _rules(self, turn: Turn, session: Session | None) -> list[str | None]:
        """The rules for the channel; while the database is away, as this process knew them last."""
        if session:
            self._known_rules[turn.channel] = session.approval
        return self._known_rules.get(turn.channel, [])

    def _propose(self, turn: Turn) -> Step:
        draft, language = turn.reply, self._language(turn)
        turn.reply = [self._element(self._approval_text(language), language, {"approval": True})]

        def step(connection: psycopg.Connection, saved: Saved) -> None:
            connection.execute(_PROPOSE, (saved.conversation, saved.turn, Jsonb(draft)))
            self._enter(connection, saved, "approval", turn)
        return step

    def _approval_text(self, language: str) -> str:
        words, hours = texts(language), self._settings.hours
        if not hours or hours.open_now():
            return words["reply"]["approval"]
        return f"{words['reply']['approval']} {words['widget']['hours'].format(hours=hours.text(language))}"

    def _asked_in_words(self, turn: Turn) -> Step | None:
        if turn.has_button:
            self._show_button(turn)
            return None
        if not self._settings.hours.open_now():
            return None
        language = self._language(turn)

        def step(connection: psycopg.Connection, saved: Saved) -> None:
            turn.reply = [self._element("", language, {})]
            self._enter(connection, saved, "request", turn)
            words = texts(language)["widget"]
            turn.reply[0]["text"] = f"{words['waiting'].format(position=turn.custom['position'])} {words['waiting_hint']}"
        return step

    def _enter(self, connection: psycopg.Connection, saved: Saved, reason: str, turn: Turn) -> None:
        """Into the queue, if people do not have the conversation already; the reply's `custom` says the place."""
        row = moves.by_id(connection, saved.conversation)
        if row.state == "bot":
            moves.wait(connection, row, reason)
            row = moves.by_id(connection, saved.conversation)
        turn.custom.update(state=row.state, position=row.position, last_event=row.last_event)

    def _show_button(self, turn: Turn) -> None:
        """While people are there, nobody says that there are none."""
        turn.custom["offer_person"] = True
        if self._settings.hours.open_now():
            language = self._language(turn)
            turn.reply = [{"text": texts(language)["reply"]["person_there"]}, {"custom": turn.custom | {"language": language}}]

    def _offer(self, turn: Turn, failures: int) -> None:
        """After too many failures, and in personal cases, if people are there."""
        status, after = turn.custom["status"], self._settings.handover_after
        failed = bool(after) and status in _FAILED and failures + 1 >= after
        if (failed or turn.custom.get("reason") == "personal_case") and self._settings.hours.open_now():
            turn.custom["offer_person"] = True
            turn.reply = [*turn.reply, {"text": texts(self._language(turn))["reply"]["offer_person"]}]

    def _language(self, turn: Turn) -> str:
        return spoken(turn.custom["language"], self._settings.language)

    @staticmethod
    def _element(text: str, language: str, further: dict[str, Any]) -> Element:
        return {"text": text, "custom": plain_custom("handoff", None, language) | further}
