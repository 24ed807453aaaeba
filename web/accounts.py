"""`python -m web.accounts`: the accounts of staff. It needs DATABASE_URL; `make account` calls it with the embedded one.

The password is asked twice, or read from standard input, or made up and printed once.
"""

import argparse
import getpass
import logging
import os
import sys

from . import passwords
from .errors import ApiError
from .guard import clean
from .helpdesk.access import ROLES
from .helpdesk.login import NAME
from .settings import SettingError, Settings
from .store import Database, StoreDown
from .store.accounts import Accounts, LastAdministrator, NameTaken, NoAccount

ACTOR = "command"
"""Who did it, in the audit log."""
_WEAK = {
    "short": f"The password is too short; it needs at least {passwords.LEAST} characters.",
    "long": f"The password is too long; it may have at most {passwords.MOST} characters.",
    "name": "The name is not a good password; choose another one.",
    "common": "This password is easy to guess; choose another one.",
}


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
        asked.act(Accounts(database), asked)
    except StoreDown:
        return _fail("The database cannot be reached, or has no tables yet.")
    except NoAccount:
        return _fail(f"There is no account {asked.name}; `list` shows them all.")
    except NameTaken:
        return _fail(f"There is an account {asked.name} already; choose another name.")
    except LastAdministrator:
        return _fail(f"{asked.name} is the last administrator; make somebody else one first.")
    except (ApiError, ValueError) as error:
        return _fail(error)
    except KeyboardInterrupt:
        return _fail("Nothing was changed.")
    finally:
        database.close()
    return 0


def _list(accounts: Accounts, asked: argparse.Namespace) -> None:
    for person in accounts.all():
        account = person.account
        states = [state for state, holds in (("disabled", person.disabled), ("locked", person.locked),
                                             ("second factor", account.second_factor)) if holds]
        print(f"{account.name}\t{account.role}\t{account.display}\t{', '.join(states) or '-'}")


def _add(accounts: Accounts, asked: argparse.Namespace) -> None:
    display = clean(asked.display or asked.name.capitalize())
    if not NAME.match(asked.name):
        raise ValueError("The name must have 2 to 40 small letters, digits, dots, hyphens or underscores.")
    if not 1 <= len(display) <= 80 or "\n" in display:
        raise ValueError("The display name must have 1 to 80 characters.")
    password = _password(asked, asked.name, display)
    accounts.add(ACTOR, asked.name, display, asked.role, passwords.hashed(password), must_change=not asked.keep,
                 language=asked.language)
    _tell(asked, password)


def _new_password(accounts: Accounts, asked: argparse.Namespace) -> None:
    password = _password(asked, asked.name)
    accounts.set_password(ACTOR, asked.name, passwords.hashed(password), must_change=not asked.keep)
    _tell(asked, password)


def _password(asked: argparse.Namespace, *names: str) -> str:
    """Raises ValueError for one that is not good enough, or was typed differently the second time."""
    if asked.generate:
        return passwords.generate()
    password = sys.stdin.readline().rstrip("\r\n") if asked.password_stdin else _asked_twice()
    weakness = passwords.weakness(password, *names)
    if weakness:
        raise ValueError(_WEAK[weakness])
    return password


def _asked_twice() -> str:
    try:
        password = getpass.getpass("Password: ")
        again = getpass.getpass("Once more: ")
    except EOFError:
        raise ValueError("There is no terminal to ask at; use --password-stdin or --generate.") from None
    if again != password:
        raise ValueError("The two passwords differ; nothing was changed.")
    return password


def _tell(asked: argparse.Namespace, password: str) -> None:
    print(f"{asked.name}: password {password}" if asked.generate else f"{asked.name}: done")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m web.accounts", description="The accounts of the helpdesk's staff.")
    commands = parser.add_subparsers(required=True)

    def add(name: str, explained: str, act, named: bool = True) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=explained)
        if named:
            command.add_argument("name", type=str.lower)
        command.set_defaults(act=act)
        return command

    add("list", "all accounts: name, role, display name, state", _list, named=False)
    new = add("add", "a new account", _add)
    new.add_argument("--display", help="the name that visitors and colleagues see (default: the name)")
    new.add_argument("--role", choices=ROLES, required=True)
    new.add_argument("--language", choices=("de", "en"), default="de", help="of the console")
    _takes_password(new)
    add("role", "another role", lambda them, a: them.change_role(ACTOR, a.name, a.role)).add_argument("role", choices=ROLES)
    _takes_password(add("password", "another password", _new_password))
    add("disable", "no login any more", lambda them, a: them.disable(ACTOR, a.name))
    add("enable", "login again", lambda them, a: them.enable(ACTOR, a.name))
    add("unlock", "forget failed logins", lambda them, a: them.unlock(ACTOR, a.name))
    add("reset-second-factor", "for somebody who has lost it", lambda them, a: them.remove_second_factor(ACTOR, a.name))
    return parser


def _takes_password(command: argparse.ArgumentParser) -> None:
    how = command.add_mutually_exclusive_group()
    how.add_argument("--password-stdin", action="store_true", help="read the password from the first line of standard input")
    how.add_argument("--generate", action="store_true", help="make a password up and print it once")
    command.add_argument("--keep", action="store_true", help="the person need not change the password at the first login")


def _fail(reason: object) -> int:
    print(reason, file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
