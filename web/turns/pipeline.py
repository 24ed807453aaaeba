"""How a message becomes a reply: guard, lock, recall, answer, store; each step works on one Turn."""

import logging
from contextlib import closing, nullcontext

import psycopg

from ..errors import Busy, NoConversation, Unavailable
from ..guard import clean, defuse, is_blank
from ..metrics import Metrics
from ..redaction import redact
from ..settings import Settings
from ..store import Database, LockTaken, Saved, Session, Step, StoreDown
from ..texts import spoken, texts
from ..webhooks import enqueue
from .counting import count
from .fallback import Fallback
from .handover import Handover
from .limits import Capacity, Queues
from .people import STATES, People, arrived
from .rasa import Rasa, RasaDown
from .topics import Topics
from .tracker import Tracker
from .turn import Turn, plain_custom

_log = logging.getLogger("web.turns")
_NOT_PASSED_ON = "Your message cannot be passed on at the moment; please send it again shortly."
_FIXED = {"empty": ("clarify", "unclear"), "too_long": ("refused", "unclear")}


class Pipeline:
    """Runs turns; made once, used by all threads."""

    def __init__(self, settings: Settings, database: Database, rasa: Rasa, tracker: Tracker, fallback: Fallback,
                 metrics: Metrics) -> None:
        self._settings, self._database, self._metrics = settings, database, metrics
        self._rasa, self._tracker, self._fallback = rasa, tracker, fallback
        self._handover = Handover(settings, Topics())
        self._capacity = Capacity(settings.concurrent_turns)
        self._queues = Queues(settings.waiting_turns, settings.turn_timeout)
        self.people = People()

    def run(self, turn: Turn) -> Turn:
        """Answers the turn. Raises Busy (429), Unavailable (503) or, for an unknown conversation, 404."""
        try:
            with self._capacity.claim(), self._metrics.in_flight.track_inprogress():
                self._guard(turn)
                with self._queues.hold(turn.key):
                    self._converse(turn)
        except Busy:
            self._metrics.busy.inc()
            raise
        count(turn, self._metrics)
        return turn

    def delete(self, turn: Turn) -> None:
        """Deletes the turn's conversation once nothing of it is in work any more; 404 if it is unknown."""
        with self._queues.hold(turn.key):
            session = self._open(turn)
            if session is None:
                raise Unavailable()
            with closing(session):
                self._require_known(session)
                try:
                    session.delete()
                except StoreDown:
                    raise Unavailable() from None
        self._fallback.forget(turn.key)
        self.people.note(turn.key, None)

    def _guard(self, turn: Turn) -> None:
        text = defuse(clean(turn.message))
        if is_blank(text):
            turn.fixed, text = "empty", ""
        elif len(text) > self._settings.max_message_characters:
            turn.fixed, text = "too_long", text[:self._settings.max_message_characters]
        turn.text = redact(text)

    def _converse(self, turn: Turn) -> None:
        session = self._open(turn)
        with closing(session) if session else nullcontext():
            if session and turn.known_only:
                self._require_known(session)
            if session and self._recall(turn, session):
                return
            if self._for_person(turn, session) and self._keep(turn, session):
                return
            self._answer(turn, session)
            self._store(turn, session, None if turn.fixed else self._handover.prepare(turn, session))

    def _open(self, turn: Turn) -> Session | None:
        try:
            return Session.open(self._database, turn)
        except StoreDown:
            return None
        except LockTaken:
            raise Busy("The message before this one is still being answered.") from None

    def _require_known(self, session: Session) -> None:
        if session.conversation is None:
            raise NoConversation()

    def _recall(self, turn: Turn, session: Session) -> bool:
        """Whether the message was answered before; then that reply is given again."""
        conversation = session.conversation
        if conversation is None:
            return False
        if conversation.earlier_reply is not None:
            turn.reply, turn.resent, turn.stored = conversation.earlier_reply, True, True
            turn.number = conversation.earlier_number
            return True
        if turn.fixed and turn.language is None:
            turn.language = conversation.language
        return False

    def _for_person(self, turn: Turn, session: Session | None) -> bool:
        """Whether the message is for a person: then nobody else is asked, and the reply only says that it arrived."""
        if session is None:
            if self.people.have(turn.key):
                raise Unavailable(_NOT_PASSED_ON)
            return False
        conversation = session.conversation
        self.people.note(turn.key, conversation.state if conversation else None)
        if turn.fixed or conversation is None or conversation.state not in STATES:
            return False
        turn.reply = arrived(conversation, spoken(turn.language or conversation.language, self._settings.language))
        return True

    def _answer(self, turn: Turn, session: Session | None) -> None:
        if turn.fixed:
            language = spoken(turn.language, self._settings.language)
            custom = plain_custom(*_FIXED[turn.fixed], language)
            turn.reply = [{"text": texts(language)["reply"][turn.fixed], "custom": custom}]
            return
        try:
            self._wake(turn, session)
            turn.reply = self._rasa.ask(turn)
        except RasaDown:
            self._degrade(turn)

    def _wake(self, turn: Turn, session: Session | None) -> None:
        """Rasa was paused while people had the conversation, and has not been told yet to go on."""
        if session and session.conversation and session.conversation.tracker_paused:
            self._rasa.resume(turn.key)
            turn.resumed = True

    def _degrade(self, turn: Turn) -> None:
        try:
            turn.reply = self._fallback.ask(turn, self._settings.turn_timeout)
        except Exception as error:  # whatever is wrong in there, the caller gets a clean 503
            _log.exception("fallback failed", exc_info=error)
            raise Unavailable() from None
        turn.degraded = turn.custom["degraded"] = True

    def _store(self, turn: Turn, session: Session | None, step: Step | None) -> None:
        """Stores the turn with what is to be done for people; without the database, people have nothing of it."""
        given = turn.reply
        try:
            turn.stored = (session.save_with(step) if step else session.save()) if session else False
        except StoreDown:
            turn.stored = False
        if step and turn.stored:
            self.people.note(turn.key, turn.custom.get("state"))
            self._tracker.follow(turn.key)
        if not turn.stored:
            turn.reply = given
            if turn.custom.get("approval"):
                raise Unavailable()
            turn.custom["stored"] = False

    def _keep(self, turn: Turn, session: Session) -> bool:
        """Stores a message for a person; what is not stored, nobody will ever read.

        False if people have given the conversation back a moment ago: then the machine answers it.
        """
        try:
            turn.stored = session.keep(lambda connection, saved: _tell_of_message(connection, saved, turn))
            if not turn.stored:
                session.look_again()
        except StoreDown:
            raise Unavailable(_NOT_PASSED_ON) from None
        if not turn.stored and (session.conversation is None or session.conversation.state in STATES):
            raise NoConversation()
        return turn.stored


def _tell_of_message(connection: psycopg.Connection, saved: Saved, turn: Turn) -> None:
    enqueue(connection, "message", saved.conversation, {"from": "visitor", "text": turn.text})
