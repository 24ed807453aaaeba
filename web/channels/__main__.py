"""`python -m web.channels`: which messaging apps are set up, and whether their providers agree.

It reads the settings of the web tier from the environment; it needs no database. Exit status: 0 all is good, 1 something is not,
2 wrong usage or settings.
"""

import argparse
import logging
import os
import signal
import sys
from collections.abc import Callable, Mapping

from ..settings import SettingError, Settings
from . import checking, configuration
from .channel import Channel, Finding
from .configuration import CHANNELS, ChannelSetting

_WRONG = 2
_NO_DATABASE = "postgresql://"


class WrongUse(Exception):
    """A sentence that says what to do."""


def main(arguments: list[str] | None = None) -> int:
    """The command; returns the exit status."""
    asked = _parser().parse_args(arguments)
    logging.disable()  # what is wrong is said below, once
    try:
        return asked.act(asked)
    except (WrongUse, SettingError) as error:
        print(error, file=sys.stderr)
        return _WRONG
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 1


def _list(asked: argparse.Namespace) -> int:
    wrong = [name for name in CHANNELS if not _describe(name, os.environ)]
    return _WRONG if wrong else 0


def _check(asked: argparse.Namespace) -> int:
    return _ask(asked.names, checking.check)


def _register(asked: argparse.Namespace) -> int:
    return _ask(asked.names, checking.register)


def _ask(names: list[str], ask: Callable[[Channel, str], list[Finding]]) -> int:
    settings = Settings.read({**os.environ, "DATABASE_URL": os.environ.get("DATABASE_URL", "").strip() or _NO_DATABASE})
    channels = [_channel(name, settings) for name in dict.fromkeys(names or settings.channels)]
    if not channels:
        print("No messaging app is set up in this environment; `list` shows the settings of each.")
    good = [_print(channel, ask, settings.public_url) for channel in channels]
    return 0 if all(good) else 1


def _channel(name: str, settings: Settings) -> Channel:
    if name not in CHANNELS:
        raise WrongUse(f"There is no channel {name}; there are {', '.join(CHANNELS)}.")
    if name not in settings.channels:
        raise WrongUse(f"The channel {name} is not set up in this environment; `list` shows its settings.")
    if not settings.public_url and not configuration.class_of(name).listens:
        raise WrongUse(f"The setting LOTSE_PUBLIC_URL is missing: the provider brings the messages of {name} there.")
    return configuration.make({name: settings.channels[name]})[0]


def _print(channel: Channel, ask: Callable[[Channel, str], list[Finding]], public_url: str) -> bool:
    """Prints what is found, as soon as it is; whether all is good."""
    print(f"{channel.title} …", flush=True)
    try:
        findings = ask(channel, public_url)
    finally:
        channel.close()
    for finding in findings:
        print(f"  {'ok    ' if finding.good else 'WRONG '} {finding.sentence}", flush=True)
    return all(finding.good for finding in findings)


def _describe(name: str, environment: Mapping[str, str]) -> bool:
    """Prints a channel with its settings, never a value; whether it is in order."""
    try:
        channel = configuration.class_of(name)
    except ModuleNotFoundError as error:
        print(f"{name}: cannot be used, as the package {error.name} is missing\n")
        return True
    state, good = _state(channel, environment)
    print(f"{channel.title} ({name}): {state}")
    for one in channel.SETTINGS:
        print(f"  {one.name:<34} {_value(one, environment)}\n      {one.meaning} ({'secret ' if one.secret else ''}{one.unit})")
    print()
    return good


def _state(channel: type[Channel], environment: Mapping[str, str]) -> tuple[str, bool]:
    if not configuration.mentioned(channel.name, environment):
        return "not set up", True
    try:
        configuration.read(channel, environment)
    except ValueError as error:
        return f"WRONG. {error}", False
    if not channel.listens and not environment.get("LOTSE_PUBLIC_URL", "").strip():
        return "WRONG. The setting LOTSE_PUBLIC_URL is missing: the provider brings messages there.", False
    return "set up", True


def _value(one: ChannelSetting, environment: Mapping[str, str]) -> str:
    if environment.get(one.name, "").strip():
        return "set"
    if one.default is None:
        return "required"
    return f"default: {one.default}" if one.default else "optional"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m web.channels", description="The messaging apps people can write to Lotse in.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser("list", help="every app with its settings, and which are set").set_defaults(act=_list)
    for name, explained, act in (
            ("check", "ask the providers whether tokens and registrations are right", _check),
            ("register", "tell the providers where to bring messages, where they can be told", _register)):
        command = commands.add_parser(name, help=explained)
        command.add_argument("names", nargs="*", metavar="APP", help="such as telegram (default: all that are set up)")
        command.set_defaults(act=act)
    return parser


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `… list | head` ends quietly
    raise SystemExit(main())
