"""What a channel is: one class that checks what comes in, turns it into our message, renders our answer and sends it.

Everything else is written once, for all channels, in the modules beside this one. A channel may keep no state of its
own but what its provider's library needs.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event
from typing import Any, ClassVar, Literal

from ..texts import texts
from .limits import Limits

Kind = Literal["text", "choice", "unreadable", "started", "edited", "deleted", "stopped"]
Payload = dict[str, Any]
"""One message as the provider's interface takes it, but for the address; JSON, as it waits in the database."""
Route = dict[str, Any]
"""What a channel needs to know to write into a chat besides its address, such as a thread; the newest counts."""


@dataclass(frozen=True)
class Incoming:
    """Something that happened in a chat.

    `id` names it within the channel, at most 200 characters: what comes twice under one id is taken once. `address` is
    the chat where answers go, at most 500 characters.
    """

    id: str
    address: str
    kind: Kind
    text: str = ""
    """The words of a `text` or an `edited` one; the name of a `choice`, as `Choice.name` gave it."""
    sent_at: datetime | None = None
    """When it was sent, with a time zone; what waits is answered in this order."""
    language: str | None = None
    """Of the sender's app, ISO 639-1: used where the words give no hint."""
    target: str = ""
    """The id of the message that was `edited` or `deleted`."""
    route: Route = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """Something that can be pressed. `name` is what comes back: at most 32 characters of [a-z0-9:-]."""

    name: str
    title: str


@dataclass(frozen=True)
class Source:
    """Where an answer comes from; `label` says so in a line ('Quelle: …, Stand …'), `url` is https or empty."""

    title: str
    url: str
    label: str


@dataclass(frozen=True)
class Message:
    """What is to be said in a chat."""

    text: str
    language: str
    choices: tuple[Choice, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def direction(self) -> str:
        """ltr or rtl."""
        return texts(self.language)["direction"]

    @property
    def words(self) -> dict[str, str]:
        """The fixed words of channels in the message's language, such as the heading of choices."""
        return texts(self.language)["channel"]


@dataclass(frozen=True)
class Inbound:
    """A request of a provider, as it came; names of headers are matched without case."""

    method: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes
    now: datetime
    """UTC."""


@dataclass(frozen=True)
class Received:
    """What a request holds, and what the provider wants to read in the response (None: nothing, 200)."""

    messages: tuple[Incoming, ...] = ()
    body: str | None = None
    content_type: str = "text/plain"


class Rejected(Exception):
    """A request that is not taken: `status` 400 (not understood), 401 or 403 (not from the provider), 405,
    503 (cannot be told now; the provider brings it again)."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Failure(Exception):
    """A message could not be sent. `error` is a short code for the console: a status ('500'), timeout, unreachable, …"""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error

    @property
    def code(self) -> str:
        """What the console shows: 'token' where an operator has to renew it, else `error`."""
        return self.error


class Later(Failure):
    """Not now: the provider is away, busy, or does not accept our token. Nothing was delivered.

    `after`: seconds that the provider asks us to wait (429), with everything, or with this `chat` only. `token`: it needs an
    operator.
    """

    def __init__(self, error: str, after: float | None = None, token: bool = False, chat: bool = False) -> None:
        super().__init__(error)
        self.after, self.token, self.chat = after, token, chat

    @property
    def code(self) -> str:
        return "token" if self.token else self.error


class Refused(Failure):
    """This message will never be accepted; the next one may be."""


class Blocked(Failure):
    """The person does not want to hear from us, or is not there any more."""


@dataclass(frozen=True)
class Finding:
    """One line of what `check` or `register` found: whether it is good, in a sentence that says what to do if not."""

    good: bool
    sentence: str


Accept = Callable[..., None]
"""`accept(messages, cursor=None)`: stores them, with where to go on (JSON) in the same transaction. Raises StoreDown."""


class Channel(ABC):
    """Made once a process; all methods may be called from several threads at once."""

    name: ClassVar[str]
    """In addresses and in the database: [a-z]+. Its settings begin with LOTSE_<NAME>_."""
    title: ClassVar[str]
    """As people write the app's name."""
    SETTINGS: ClassVar[tuple[Any, ...]]
    limits: ClassVar[Limits]
    listens: ClassVar[bool] = False
    """Whether messages are fetched by `listen` and not brought to `receive`; then only one process at a time sends, too."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.settings = settings

    def webhook(self, public_url: str) -> str:
        """Where the provider brings messages; `routes` takes them there."""
        return f"{public_url.rstrip('/')}/channels/{self.name}"

    def receive(self, request: Inbound) -> Received:
        """Checks that the request is the provider's, and reads it; what is not for us is left out. Raises Rejected."""
        raise Rejected(405, "This channel fetches its messages itself.")

    @abstractmethod
    def render(self, message: Message) -> list[Payload]:
        """The message as one or several payloads within the channel's limits, in order; see `rendering.parts`."""

    @abstractmethod
    def send(self, address: str, route: Route, payload: Payload, key: str) -> None:
        """Sends one payload. `key` is the same each time it is tried (36 characters, a UUID). Raises Failure."""

    def typing(self, address: str, route: Route) -> None:  # noqa: B027 - not every app can show it
        """Shows that an answer is being written. Raises Failure, which nobody minds."""

    def listen(self, accept: Accept, cursor: Any, stopped: Event) -> None:  # noqa: B027 - most are brought theirs
        """Fetches messages until `stopped`; goes on at `cursor` (None at first). Raises Failure; is called again then."""

    @abstractmethod
    def check(self, public_url: str) -> list[Finding]:
        """Asks the provider whether settings, token and registration are right. Never raises Failure."""

    def register(self, public_url: str) -> list[Finding]:
        """Tells the provider where to bring messages, where it has an interface for that; else what is to be done by hand."""
        return self.check(public_url)

    def close(self) -> None:  # noqa: B027 - most hold nothing
        """Gives back connections and threads."""
