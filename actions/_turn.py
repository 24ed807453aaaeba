"""What all actions share: context in, one answer out."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._knowledge import knowledge
from knowledge import Answer, Context
from knowledge.encoder.packing import unpack

logger = logging.getLogger(__name__)

SORRY = {
    "de": "Das hat gerade nicht geklappt. Bitte versuchen Sie es noch einmal.",
    "en": "That did not work just now. Please try again.",
}


class Turn(Action, ABC):
    """One turn: asks the knowledge base, says its answer, and keeps the new context in a slot."""

    @abstractmethod
    def answer(self, text: str, **about: Any) -> Answer:
        """What the knowledge base says; `about` is what the method of that name gives."""

    def about(self, tracker: Tracker) -> dict[str, Any]:
        """What else the knowledge base needs to know: the conversation's context and the reader's language."""
        about = {"context": Context.from_dict(tracker.get_slot("context")), "language": _language(tracker)}
        # The sentence vector that Rasa's featurizer has made of this very text.
        packed = tracker.latest_message.get("vector")
        return about | ({"vector": unpack(packed)} if packed else {})

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        """Utters exactly one message with the contract's `custom`; a failure is a message too."""
        # The dialogue ends here: saying so spares Rasa a second prediction.
        done = FollowupAction("action_listen")
        try:
            answer = self.answer(tracker.latest_message.get("text") or "", **self.about(tracker))
        except Exception:
            # Left alone, rasa_sdk sends the whole conversation back as an error page, and Rasa logs it.
            logger.exception("%s failed", self.name())
            _apologise(dispatcher, _language(tracker))
            return [done]
        _say(dispatcher, answer)
        return [SlotSet("context", answer.context.to_dict()), done]


class Act(Turn):
    """A turn that is not a question but a dialogue act, such as a greeting."""

    @property
    @abstractmethod
    def act(self) -> str:
        """As `Knowledge.act` calls it."""

    def name(self) -> str:
        return f"action_{self.act}"

    def answer(self, text: str, **about: Any) -> Answer:
        return knowledge().act(self.act, text, **about)


def _language(tracker: Tracker) -> str | None:
    """The language the web tier says the reader has chosen, if any."""
    return (tracker.latest_message.get("metadata") or {}).get("language")


def _say(dispatcher: CollectingDispatcher, answer: Answer) -> None:
    """Rasa's REST channel makes of this one element with the text and its buttons, and one with `custom`."""
    buttons = [{"title": choice.title, "payload": choice.payload} for choice in answer.choices]
    dispatcher.utter_message(text=answer.text, buttons=buttons, json_message=answer.custom())


def _apologise(dispatcher: CollectingDispatcher, language: str | None) -> None:
    language = language if language in SORRY else "de"
    custom = {"status": "error", "reason": None, "language": language, "item": None, "scope": None,
              "confidence": 0.0, "sources": []}  # fmt: skip
    dispatcher.utter_message(text=SORRY[language], json_message=custom)
