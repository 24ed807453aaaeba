"""All settings of the web tier: read from the environment, checked once, never changed afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from .channels.configuration import set_up
from .checks import choice, host, hours, optional, origins, postgres, seconds, service, services, text, whole
from .hours import Hours
from .texts import LANGUAGES


class SettingError(ValueError):
    """A setting is missing or wrong; the message is one sentence for the person who starts the service."""


def setting(name: str, default: str | None, parse: Callable[[str], Any], unit: str, meaning: str) -> Any:
    """A field of `Settings` that is read from the environment variable `name`; no default: required."""
    return field(metadata={"name": name, "default": default, "parse": parse, "unit": unit,
                           "meaning": meaning})


@dataclass(frozen=True)
class Settings:
    """What the web tier can be told from outside. `docs/settings.md` lists the same (a test compares)."""

    database_url: str = setting(
        "DATABASE_URL", None, postgres, "URL", "Postgres database of conversations and turns")
    host: str = setting("HOST", "0.0.0.0", host, "address", "address the public port listens on")
    port: int = setting("PORT", "8080", whole(1, 65535), "port", "the public port")
    rasa_urls: tuple[str, ...] = setting(
        "RASA_URL", "http://127.0.0.1:5005", services, "URL, …",
        "Rasa servers; a conversation stays with one of several")
    actions_url: str = setting(
        "ACTIONS_URL", "http://127.0.0.1:5055", service, "URL", "action server, asked only by `/readyz`")
    max_message_characters: int = setting(
        "LOTSE_MAX_MESSAGE_CHARACTERS", "2000", whole(1, 20000), "characters",
        "a longer message is politely declined")
    max_body_bytes: int = setting(
        "LOTSE_MAX_BODY_BYTES", "65536", whole(1024, 10_000_000), "bytes", "a longer request gets 413")
    threads: int = setting("LOTSE_THREADS", "80", whole(2, 1000), "threads", "requests served side by side")
    concurrent_turns: int = setting(
        "LOTSE_CONCURRENT_TURNS", "64", whole(1, 900), "turns",
        "turns in flight, each with one database connection; more get 429; must be less than the threads")
    waiting_turns: int = setting(
        "LOTSE_WAITING_TURNS", "16", whole(0, 900), "turns",
        "messages of one conversation that may wait for the one before; more get 429")
    turn_timeout: float = setting(
        "LOTSE_TURN_TIMEOUT_SECONDS", "10", seconds(0.1, 120), "seconds",
        "how long a message waits for the one before it in its conversation")
    rasa_timeout: float = setting(
        "LOTSE_RASA_TIMEOUT_SECONDS", "6", seconds(0.05, 60), "seconds",
        "how long Rasa may take for a turn before the knowledge base answers without it")
    retry_after: float = setting(
        "LOTSE_RETRY_SECONDS", "1", seconds(0.01, 60), "seconds",
        "how long a failed Rasa server or database is left alone before it is tried again")
    origins: tuple[str, ...] = setting(
        "LOTSE_ORIGINS", "", origins, "origin, …",
        "other websites whose pages may embed the chat, such as `https://www.example.org`")
    streams: int = setting(
        "LOTSE_STREAMS", "64", whole(1, 900), "streams",
        "live connections at once, each with a thread of its own besides the others; more get 503")
    hours: Hours = setting(  # noqa: RUF009 - the default is a field like all others
        "LOTSE_HOURS", "", hours, "hours",
        "when people answer, such as `Mo-Th 9:00-16:00, Fr 9:00-12:00 Europe/Berlin`; empty: nobody is ever there")
    controller: str = setting(
        "LOTSE_CONTROLLER", "", text(2000), "text", "who is responsible for the data, named on the privacy page")
    handover_after: int = setting(
        "LOTSE_HANDOVER_AFTER", "3", whole(0, 20), "turns",
        "unanswered questions in a row after which a person is offered, while people are there; 0: never")
    staff_idle_minutes: int = setting(
        "LOTSE_STAFF_IDLE_MINUTES", "60", whole(1, 1440), "minutes", "without a click a login to the helpdesk ends after this")
    staff_hours: int = setting(
        "LOTSE_STAFF_HOURS", "10", whole(1, 168), "hours", "a login to the helpdesk ends after this in any case")
    staff_second_factor: str = setting(
        "LOTSE_STAFF_SECOND_FACTOR", "optional", choice("optional", "required"), "`optional` or `required`",
        "`required`: who has no second factor yet must set one up before anything else in the helpdesk")
    retention_days: int = setting(
        "LOTSE_RETENTION_DAYS", "180", whole(0, 3650), "days",
        "conversations without a new message for so long are deleted; 0: never")
    language: str = setting(
        "LOTSE_LANGUAGE", "de", choice(*LANGUAGES), "ISO 639-1",
        "language of fixed texts when a message gives no hint")
    public_url: str = setting(
        "LOTSE_PUBLIC_URL", "", optional(service), "URL",
        "where the world reaches the service, such as `https://lotse.example.org`; channels need it")
    log_level: str = setting(
        "LOTSE_LOG_LEVEL", "INFO", choice("DEBUG", "INFO", "WARNING", "ERROR"), "level",
        "least important log line that is written")
    channels: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Settings of each messaging app that is set up, see `channels.configuration`."""

    def __post_init__(self) -> None:
        if self.concurrent_turns >= self.threads:
            raise SettingError(
                f"The setting LOTSE_CONCURRENT_TURNS is {self.concurrent_turns}, but it must be less than"
                f" LOTSE_THREADS ({self.threads}), so that a thread is left to say that the service is busy.")

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "Settings":
        """The settings of an environment; an empty variable counts as unset. Raises SettingError."""
        values = {f.name: _value(environment, **f.metadata) for f in fields(cls) if f.metadata}
        try:
            return cls(**values, channels=set_up(environment))
        except SettingError:
            raise
        except ValueError as error:
            raise SettingError(str(error)) from None


def _value(environment: Mapping[str, str], name: str, default: str | None, parse: Callable[[str], Any],
           unit: str, meaning: str) -> Any:
    raw = environment.get(name, "").strip() or default
    if raw is None:
        raise SettingError(f"The setting {name} is missing; it must be {_allowed(parse)} ({meaning}).")
    try:
        return parse(raw)
    except ValueError as error:
        # A database URL may carry a password, so its value is never shown.
        shown = "not usable" if parse is postgres else repr(raw)
        raise SettingError(f"The setting {name} is {shown}, but it must be {error}.") from None


def _allowed(parse: Callable[[str], Any]) -> str:
    try:
        parse("")
    except ValueError as error:
        return str(error)
    return "set"
