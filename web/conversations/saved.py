"""A conversation as a text file, to keep or to print."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from flask import Response, current_app, request

from ..elements import custom_of, texts_of
from ..errors import ApiError
from ..store import Entry, Past, Transcript
from ..texts import spoken, texts
from .common import blueprint
from .talk import transcript

_TIME = "%Y-%m-%d %H:%M UTC"


@blueprint.get("/<token>/transcript")
def save(token: str) -> Response:
    """Who said what and when, with sources, as a download; labels in the language of `?lang=`."""
    if request.args.get("format", "text") != "text":
        raise ApiError(400, "The format must be text.")
    found = transcript(token)
    language = spoken(request.args.get("lang") or found.language, current_app.extensions["settings"].language)
    name = f"lotse-{datetime.now(UTC):%Y-%m-%d}.txt"
    return Response(as_text(found, texts(language)["widget"]), content_type="text/plain; charset=utf-8", headers={
        "Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store",
        "Content-Language": language})


def as_text(found: Transcript, words: dict[str, str]) -> str:
    """The conversation as text, oldest first."""
    blocks = [f"{words['name']}: {words['transcript']}\n{words['machine']}"]
    for part in in_order(found):
        blocks += _entry(part, words) if isinstance(part, Entry) else _turn(part, words)
    return "\n\n".join(blocks) + "\n"


def in_order(found: Transcript) -> Iterator[Past | Entry]:
    """Turns and what people wrote, in the order in which they came."""
    entries = list(found.entries)
    for turn in found.turns:
        while entries and entries[0].turns < turn.number:
            yield entries.pop(0)
        yield turn
    yield from entries


def _turn(turn: Past, words: dict[str, str]) -> list[str]:
    blocks = [f"{words['you']}, {turn.at.astimezone(UTC).strftime(_TIME)}:\n{turn.user_text}"]
    said = texts_of(turn.reply)
    if said:
        blocks.append("\n".join([f"{words['bot']}:", *said, *_sources(custom_of(turn.reply).get("sources") or [], words)]))
    return blocks


def _sources(sources: list[dict[str, Any]], words: dict[str, str]) -> Iterator[str]:
    for source in sources:
        dates = "".join(f", {words[label]} {source[field]}" for label, field in (("dated", "date"), ("as_of", "as_of"))
                        if source.get(field))
        yield f"{words['sources_one']}: {source['title']}{dates}, {source['url']}"


def _entry(entry: Entry, words: dict[str, str]) -> list[str]:
    who = words["human"].format(name=entry.name)
    said = f"{who}, {entry.at.astimezone(UTC).strftime(_TIME)}:\n{entry.text}"
    return ["\n".join([said, *_sources(entry.sources, words)])]
