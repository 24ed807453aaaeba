"""What the page without JavaScript shows of a conversation."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..conversations.saved import in_order
from ..elements import custom_of, texts_of
from ..store import Entry, Past, Transcript
from ..texts import LANGUAGES, texts


@dataclass
class Said:
    """One entry of the conversation: who says it, in which language, and what belongs to it."""

    who: str
    mine: bool
    texts: list[str]
    language: str | None = None
    sources: list[dict[str, Any]] = field(default_factory=list)
    scope: str | None = None
    degraded: bool = False
    choices: list[dict[str, str]] = field(default_factory=list)

    @property
    def direction(self) -> str:
        """Of the text; auto where the language is not known."""
        if self.language is None:
            return "auto"
        return texts(self.language)["direction"] if self.language in LANGUAGES else "ltr"


@dataclass
class Visit:
    """The page's contents; the steps fill it."""

    language: str
    token: str = ""
    status: int = 200
    problem: str = ""
    news: str = ""
    draft: str = ""
    asking: str = ""
    """What the visitor is asked before anything else: delete, callback, or contact (nobody is ever there)."""
    hours: str = ""
    callback: dict[str, str] = field(default_factory=dict)
    state: str = "bot"
    position: int | None = None
    person: str | None = None
    talk: list[Said] = field(default_factory=list)
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    """Distinguishes a form sent twice from the same words written again."""

    @property
    def words(self) -> dict[str, str]:
        return texts(self.language)["widget"]

    @property
    def plain(self) -> dict[str, str]:
        return texts(self.language)["plain"]

    @property
    def starters(self) -> list[str]:
        return [] if self.talk else texts(self.language)["starters"]

    @property
    def bar(self) -> str:
        """Who answers, where it is not the machine."""
        if self.state == "waiting":
            return f"{self.words['waiting'].format(position=self.position)} {self.words['waiting_hint']}"
        return self.words["human"].format(name=self.person) if self.state == "human" else ""

    def show(self, found: Transcript) -> None:
        """The conversation as it is stored."""
        self.state, self.position, self.person = found.state, found.position, found.agent
        self.talk = [said for part in in_order(found) for said in self._said(part)]
        for said in self.talk[:-1]:
            said.choices = []

    def show_turn(self, message: str, reply: list[dict[str, Any]]) -> None:
        """A turn that is stored nowhere."""
        self.talk += [Said(self.words["you"], True, [message]), *self._reply(reply)]

    def _said(self, part: Past | Entry) -> list[Said]:
        if isinstance(part, Entry):
            return [Said(self.words["human"].format(name=part.name), False, [part.text], sources=part.sources)]
        return [Said(self.words["you"], True, [part.user_text]), *self._reply(part.reply)]

    def _reply(self, reply: list[dict[str, Any]]) -> Iterator[Said]:
        custom, said = custom_of(reply), texts_of(reply)
        if said:
            yield Said(self.words["bot"], False, said, custom.get("language"), custom.get("sources") or [], custom.get("scope"),
                       bool(custom.get("degraded")), [button for element in reply for button in element.get("buttons", [])])
