"""What is said in a chat, before it has the form of a channel: an answer of the machine, or a fixed text."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from ..elements import Element, custom_of, texts_of
from ..page.render import day
from ..texts import texts
from .channel import Choice, Message, Source

PERSON, LEAVE = "/person", "/leave"
"""Choices that are no question: ask for a person, go back to the machine."""
_COMMANDS = {PERSON: "person", LEAVE: "stop_waiting"}
_KEPT_SETS = 10

Option = tuple[str, str]
"""Title, and what it means: a question, or one of the commands above."""


@dataclass(frozen=True)
class Saying:
    """A text in a language, with options and sources; `state` is what the person knows then of where they stand."""

    text: str
    language: str
    options: tuple[Option, ...] = ()
    sources: tuple[Source, ...] = ()
    state: str | None = None
    last_event: int = 0
    """The last event that it tells of; 0: of none."""


def of_reply(reply: list[Element], default: str) -> Saying | None:
    """An answer of the machine; None if there is nothing to be said."""
    custom = custom_of(reply)
    language = custom.get("language") or default
    lines = texts_of(reply)
    words = texts(language)["widget"]
    if custom.get("degraded") and lines:
        lines.append(words["degraded"])
    options = {button["title"]: button["payload"] for element in reply for button in element.get("buttons", [])}
    options |= _ways(custom, words)  # an answer that offers a person may have a button of the same title
    state, last = custom.get("state"), custom.get("last_event") or 0
    if not lines and state is None:
        return None
    return Saying("\n\n".join(lines), language, tuple(options.items()), sources(custom, language), state, last)


def fixed(text: str, language: str, *options: str, **known: Any) -> Saying:
    """A fixed text with some of the commands as options; `known` are fields of Saying."""
    words = texts(language)["widget"]
    return Saying(text, language, tuple((words[_COMMANDS[option]], option) for option in options), **known)


def greeting(language: str, privacy: str) -> Saying:
    """What is said before the first question: who answers, what not to write, and some questions."""
    own = texts(language)
    words = own["widget"]
    lines = [words["machine_title"], words["machine"], words["personal_data"]]
    if privacy:
        lines.append(f"{words['privacy']}: {privacy}?lang={language}")
    starters = tuple((question, question) for question in own["starters"])
    return Saying("\n".join(lines) + "\n\n" + words["questions"], language, starters)


def sources(custom: dict[str, Any], language: str) -> tuple[Source, ...]:
    """The sources of an answer, each with a line that names it, its dates, and which kind it is."""
    words = texts(language)["widget"]
    return tuple(_source(source, custom.get("scope"), language, words) for source in custom.get("sources") or ())


def message(saying: Saying, name: str) -> Message:
    """The saying as channels render it; `name` is of its set of choices."""
    choices = tuple(Choice(f"c:{name}:{place}", title) for place, (title, _) in enumerate(saying.options))
    return Message(saying.text, saying.language, choices, saying.sources)


def remembered(known: dict[str, Any], saying: Saying, name: str) -> dict[str, Any]:
    """What the chat's choices mean from now on: {"sets": [[name, [payload]]], "last": name}, the newest set last.

    `last` is missing if the last thing said has none: then a number is only a number.
    """
    sets = [one for one in known.get("sets", []) if one[0] != name]
    if not saying.options:
        return {"sets": sets}
    return {"sets": [*sets, [name, [payload for _, payload in saying.options]]][-_KEPT_SETS:], "last": name}


def chosen(known: dict[str, Any], name: str | None, place: int) -> str | None:
    """What the choice at `place` (from 0) of the set `name` means; None if it is not known any more."""
    payloads = next((payloads for one, payloads in known.get("sets", []) if one == name), [])
    return payloads[place] if 0 <= place < len(payloads) else None


def introduced(saying: Saying) -> Saying:
    """The first thing said in a chat tells who speaks: most apps have no place for that before the first question."""
    words = texts(saying.language)["widget"]
    return replace(saying, text=f"{saying.text}\n\n{words['machine_title']} {words['personal_data']}") if saying.text else saying


def with_name(saying: Saying, name: str) -> Saying:
    """The saying of a person of that name."""
    return replace(saying, text=f"{texts(saying.language)['widget']['human'].format(name=name)}:\n{saying.text}")


def _ways(custom: dict[str, Any], words: dict[str, str]) -> Iterable[Option]:
    if custom.get("offer_person"):
        yield words["person"], PERSON
    if custom.get("state") == "waiting":
        yield words["stop_waiting"], LEAVE


def _source(source: dict[str, Any], scope: str | None, language: str, words: dict[str, str]) -> Source:
    date, as_of = source.get("date"), source.get("as_of")
    facts = [words[scope]] if scope in ("page", "background") else []
    facts += [f"{words['dated']}: {day(date, language)}"] if date and date != as_of else []
    facts += [f"{words['as_of']}: {day(as_of, language)}"] if as_of else []
    label = f"{words['sources_one']}: {source['title']}" + (f" ({', '.join(facts)})" if facts else "")
    url = source.get("url") or ""
    return Source(source["title"], url if url.startswith("https://") else "", label)
