"""Which channels there are, and which of them the environment sets up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from .channel import Channel

CHANNELS = tuple(sorted(module.name for module in iter_modules([str(Path(__file__).parent / "providers")])))
"""Names: each file of `providers` is a channel. It is imported only where it is set up, as libraries take time and memory."""


@dataclass(frozen=True)
class ChannelSetting:
    """A variable of the environment that belongs to one channel."""

    name: str
    default: str | None
    parse: Callable[[str], Any]
    unit: str
    meaning: str
    secret: bool = False

    @property
    def key(self) -> str:
        """Its name in `Channel.settings`: 'token' for LOTSE_TELEGRAM_TOKEN."""
        return self.name.split("_", 2)[2].lower()


def setting(name: str, default: str | None, parse: Callable[[str], Any], unit: str, meaning: str,
            secret: bool = False) -> ChannelSetting:
    """A setting; no default: required. A secret's value is never shown."""
    return ChannelSetting(name, default, parse, unit, meaning, secret)


def secret(least: int) -> Callable[[str], str]:
    """Parser of a secret of at least so many characters."""
    def parse(raw: str) -> str:
        if len(raw) < least or not raw.isascii() or not raw.isprintable() or " " in raw:
            raise ValueError(f"at least {least} visible ASCII characters")
        return raw
    return parse


def identifier(raw: str) -> str:
    """Parser of a name or number that a provider gives."""
    if not 1 <= len(raw) <= 200 or not raw.isprintable() or any(sign.isspace() for sign in raw):
        raise ValueError("1 to 200 visible characters without blanks")
    return raw


def class_of(name: str) -> type[Channel]:
    """The class of a channel of CHANNELS: the one of its file that has its name."""
    module = import_module(f"{__package__}.providers.{name}")
    return next(value for value in vars(module).values() if getattr(value, "name", None) == name and isinstance(value, type))


def set_up(environment: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """The settings of each channel that the environment sets up. Raises ValueError: a sentence that says what is wrong.

    A channel is set up by any of its variables; then all that are required must be there.
    """
    return {name: read(class_of(name), environment) for name in CHANNELS if mentioned(name, environment)}


def make(channels: Mapping[str, Mapping[str, Any]]) -> list[Channel]:
    """The channels themselves."""
    return [class_of(name)(settings) for name, settings in channels.items()]


def mentioned(name: str, environment: Mapping[str, str]) -> bool:
    """Whether the environment has any variable of the channel."""
    prefix = f"LOTSE_{name.upper()}_"
    return any(variable.startswith(prefix) and value.strip() for variable, value in environment.items())


def read(channel: type[Channel], environment: Mapping[str, str]) -> dict[str, Any]:
    """The settings of one channel. Raises ValueError as `set_up`."""
    _check_names(channel, environment)
    return {one.key: _value(channel, one, environment) for one in channel.SETTINGS}


def _check_names(channel: type[Channel], environment: Mapping[str, str]) -> None:
    known = [one.name for one in channel.SETTINGS]
    for variable in environment:
        if variable.startswith(f"LOTSE_{channel.name.upper()}_") and variable not in known:
            raise ValueError(f"There is no setting {variable}; those of {channel.title} are {', '.join(known)}.")


def _value(channel: type[Channel], one: ChannelSetting, environment: Mapping[str, str]) -> Any:
    raw = environment.get(one.name, "").strip()
    if not raw and one.default is None:
        raise ValueError(f"The setting {one.name} is missing, which {channel.title} needs ({one.meaning}).")
    try:
        return one.parse(raw or one.default or "")
    except ValueError as error:
        shown = "not usable" if one.secret else repr(raw)
        raise ValueError(f"The setting {one.name} is {shown}, but it must be {error}.") from None
