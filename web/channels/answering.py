"""From a message that came in to what is said: by the pipeline like everywhere, or a fixed text."""

import re

from ..handoff import Reception
from ..settings import Settings
from ..store import Database
from ..texts import spoken, texts
from ..turns import Pipeline, Turn
from . import inbox, saying
from .inbox import Item
from .saying import LEAVE, PERSON, Saying

_NUMBER = re.compile(r"[(\[#]?(\d{1,2})[.)\]]?\Z")
_NAME = re.compile(r"c:(-?\d{1,18}):(\d{1,2})\Z")
_EUROPE_DIRECT = "00 800 6 7 8 9 10 11"
_COMMANDS = frozenset({"/start", "/help"})


class Answering:
    """Made once, used by all threads."""

    def __init__(self, settings: Settings, database: Database, pipeline: Pipeline, reception: Reception) -> None:
        self._settings, self._database, self._pipeline, self._reception = settings, database, pipeline, reception

    def answer(self, channel: str, item: Item) -> Saying | None:
        """What is said to it; None: nothing. Raises ApiError and StoreDown."""
        if item.kind == "deleted":
            with self._database.transaction() as connection:
                inbox.forget(connection, channel, item)
            return None
        if item.kind == "stopped":
            return None
        if item.kind == "started" or item.text.strip().lower() in _COMMANDS:
            return self._greeting(item)
        if item.kind == "unreadable":
            return self._fixed(item, "unreadable")
        return self._say(channel, item)

    def language(self, item: Item) -> str:
        """Of fixed texts: the conversation's, else the app's, else the setting."""
        return spoken(item.language or item.hint, self._settings.language)

    def _say(self, channel: str, item: Item) -> Saying | None:
        text = _chosen(item) or item.text
        if item.kind == "choice" and not _chosen(item):
            return self._fixed(item, "expired")
        if text in (PERSON, LEAVE):
            return self._person(item) if text == PERSON else self._leave(item)
        turn = Turn(channel, item.key, text, None if item.language else item.hint, item.message_id)
        said = saying.of_reply(self._pipeline.run(turn).reply, self.language(item))
        return saying.introduced(said) if said and item.is_first else said

    def _greeting(self, item: Item) -> Saying:
        address = self._settings.public_url
        return saying.greeting(self.language(item), f"{address}/privacy" if address else "")

    def _fixed(self, item: Item, word: str) -> Saying:
        language = self.language(item)
        return Saying(texts(language)["channel"][word], language)

    def _person(self, item: Item) -> Saying:
        hours, language = self._settings.hours, self.language(item)
        standing = self._reception.ask(item.key, hours.open_now())
        self._pipeline.people.note(item.key, standing.state)
        words = texts(language)["widget"]
        known = {"state": standing.state, "last_event": standing.last_event}
        if standing.state == "waiting":
            text = f"{words['waiting'].format(position=standing.position)} {words['waiting_hint']}"
            return saying.fixed(text, language, LEAVE, **known)
        if standing.state == "human":
            return Saying(texts(language)["reply"]["kept"], language, **known)
        lines = [words["nobody"], words["hours"].format(hours=hours.text(language)) if hours else "",
                 f"{words['contact']} {_EUROPE_DIRECT}"]
        return Saying("\n".join(filter(None, lines)), language, **known)

    def _leave(self, item: Item) -> Saying:
        standing = self._reception.leave(item.key)
        self._pipeline.people.note(item.key, standing.state)
        language = self.language(item)
        return Saying(texts(language)["widget"]["back"], language, state=standing.state, last_event=standing.last_event)


def _chosen(item: Item) -> str | None:
    """What a button, or a number that was offered last, means."""
    if item.kind == "choice":
        found = _NAME.match(item.text)
        return saying.chosen(item.choices, found[1], int(found[2])) if found else None
    found = _NUMBER.match(item.text.strip())
    return saying.chosen(item.choices, item.choices.get("last"), int(found[1]) - 1) if found else None
