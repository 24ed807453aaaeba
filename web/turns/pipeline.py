"""How a message becomes a reply: guard, lock, recall, answer, store; each step works on one Turn."""

import logging
from contextlib import closing, nullcontext

from ..errors import Busy, NoConversation, Unavailable
from ..guard import clean, defuse, is_blank
from ..metrics import Metrics
from ..redaction import redact
from ..settings import Settings
from ..store import Database, LockTaken, Session, StoreDown
from ..texts import spoken, texts
from .fallback import Fallback
from .limits import Capacity, Queues
from .people import STATES, People, arrived
from .rasa import Rasa, RasaDown
from .turn import Turn, plain_custom

_log = logging.getLogger("web.turns")
_NOT_PASSED_ON = "Your message cannot be passed on at the moment; please send it again shortly."
_FIXED = {"empty": ("clarify", "unclear"), "too_long": ("refused", "unclear")}


class Pipeline:
    """Runs turns; made once, used by all threads."""

    def __init__(self, settings: Settings, database: Database, rasa: Rasa, fallback: Fallback,
                 metrics: Metrics) -> None:
        self._settings, self._database, self._metrics = settings, database, metrics
        self._rasa, self._fallback = rasa, fallback
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
        self._count(turn)
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
            if self._for_person(turn, session):
                self._keep(turn, session)
            else:
                self._answer(turn)
                self._store(turn, session)

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

    def _answer(self, turn: Turn) -> None:
        if turn.fixed:
            language = spoken(turn.language, self._settings.language)
            custom = plain_custom(*_FIXED[turn.fixed], language)
            turn.reply = [{"text": texts(language)["reply"][turn.fixed], "custom": custom}]
            return
        try:
            turn.reply = self._rasa.ask(turn)
        except RasaDown:
            self._degrade(turn)
        if turn.offers_person and turn.custom["status"] == "handoff":
            self._offer_person(turn)

    def _offer_person(self, turn: Turn) -> None:
        """The client may put a person in the machine's place; while people are there, nobody says that there are none."""
        turn.custom["offer_person"] = True
        if self._settings.hours.open_now():
            language = spoken(turn.custom["language"], self._settings.language)
            turn.reply = [{"text": texts(language)["reply"]["person_there"]}, {"custom": turn.custom | {"language": language}}]

    def _degrade(self, turn: Turn) -> None:
        try:
            turn.reply = self._fallback.ask(turn, self._settings.turn_timeout)
        except Exception as error:  # whatever is wrong in there, the caller gets a clean 503
            _log.exception("fallback failed", exc_info=error)
            raise Unavailable() from None
        turn.degraded = turn.custom["degraded"] = True

    def _store(self, turn: Turn, session: Session | None) -> None:
        try:
            turn.stored = session.save() if session else False
        except StoreDown:
            turn.stored = False
        if not turn.stored:
            turn.custom["stored"] = False

    def _keep(self, turn: Turn, session: Session) -> None:
        """Stores a message for a person; what is not stored, nobody will ever read."""
        try:
            turn.stored = session.save()
        except StoreDown:
            raise Unavailable(_NOT_PASSED_ON) from None
        if not turn.stored:
            raise NoConversation()

    def _count(self, turn: Turn) -> None:
        custom, metrics = turn.custom, self._metrics
        if turn.resent:
            metrics.resent.inc()
        else:
            (metrics.stored if turn.stored else metrics.not_stored).inc()
            metrics.turns.labels(custom["status"], custom.get("reason") or "", turn.channel,
                                 str(turn.degraded).lower()).inc()
            metrics.seconds.observe(turn.milliseconds / 1000)
        _log.info("turn", extra={
            "channel": turn.channel, "status": custom["status"], "reason": custom.get("reason"),
            "item": custom.get("item"), "language": custom.get("language"), "degraded": turn.degraded,
            "stored": turn.stored, "resent": turn.resent, "milliseconds": turn.milliseconds})
