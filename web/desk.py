"""`python -m web.desk`: the people's side at a terminal, until there is a helpdesk.

It needs DATABASE_URL. Conversations are named by the number that `list` shows.
"""

import argparse
import logging
import os
import sys

from .conversations.saved import as_text
from .errors import ApiError
from .handoff import Desk
from .settings import SettingError, Settings
from .store import Database, StoreDown, Transcripts
from .texts import spoken, texts


def main(arguments: list[str] | None = None) -> int:
    """The command; returns the exit status. What is wrong is said in one sentence."""
    asked = _parser().parse_args(arguments)
    logging.disable()  # what is wrong is said below, once
    try:
        settings = Settings.read(os.environ)
    except SettingError as error:
        return _fail(error)
    database = Database(settings.database_url, 1, settings.turn_timeout, settings.retry_after)
    try:
        asked.act(Desk(database), Transcripts(database), asked, settings.language)
    except StoreDown:
        return _fail("The database cannot be reached.")
    except (ApiError, ValueError) as error:
        return _fail(error)
    finally:
        database.close()
    return 0


def _list(desk: Desk, transcripts: Transcripts, asked: argparse.Namespace, language: str) -> None:
    for guest in desk.queue():
        place = f"place {guest.position}" if guest.state == "waiting" else f"with {guest.agent}"
        print(f"{guest.id}\t{guest.state}\t{place}\t{guest.language or '-'}\tsince {guest.since:%Y-%m-%d %H:%M %Z}")
    for left in desk.callbacks():
        print(f"{left.conversation}\tmessage\t{left.at:%Y-%m-%d %H:%M %Z}\treply to {left.reply_to}\t{left.message!r}")


def _show(desk: Desk, transcripts: Transcripts, asked: argparse.Namespace, language: str) -> None:
    found = transcripts.read(desk.key_of(asked.conversation))
    print(as_text(found, texts(spoken(found.language, language))["widget"]), end="")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m web.desk", description="Talk to visitors who want a person.")
    commands = parser.add_subparsers(required=True)

    def add(name: str, explained: str, act, *further: str) -> None:
        command = commands.add_parser(name, help=explained)
        for argument in further:
            command.add_argument(argument, type=int if argument == "conversation" else str)
        command.set_defaults(act=act)

    add("list", "who waits, who talks to whom, and messages that were left", _list)
    add("show", "a conversation", _show, "conversation")
    add("take", "take a waiting conversation; visitors see the name", _step(lambda d, a: d.take(a.conversation, a.name)),
        "conversation", "name")
    add("type", "show that you are writing", _step(lambda d, a: d.typing(a.conversation)), "conversation")
    add("say", "write to the visitor", _step(lambda d, a: d.say(a.conversation, a.text)), "conversation", "text")
    add("back", "give the conversation back to the machine", _step(lambda d, a: d.give_back(a.conversation)), "conversation")
    add("close", "end the conversation", _step(lambda d, a: d.close(a.conversation)), "conversation")
    return parser


def _step(step):
    def act(desk: Desk, transcripts: Transcripts, asked: argparse.Namespace, language: str) -> None:
        step(desk, asked)
    return act


def _fail(reason: object) -> int:
    print(reason, file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
