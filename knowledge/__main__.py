"""Commands: check, train, ship, calibrate, ask, evaluate, export. `python -m knowledge COMMAND --help` explains each."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from knowledge.schema import ContentError


def say(line: str) -> None:
    print("  " + line, flush=True)


def check(_arguments: argparse.Namespace) -> None:
    from knowledge import content, followups, questions, wording

    loaded = content.load()
    counts = {f"{part} questions": len(questions.load(part, loaded)) for part in ("train", "calibration", "test")}
    counts |= {f"{part} follow-ups": len(followups.load(part, loaded)) for part in ("train", "calibration")}
    for language in wording.languages():
        wording.read(language)
    counted = ", ".join(f"{count} {name}" for name, count in counts.items())
    print(f"{len(loaded.items)} items, {len(loaded.languages())} languages, {counted} are in order.")


def train(_arguments: argparse.Namespace) -> None:
    from knowledge.train import train as run

    run(say)


def ship(_arguments: argparse.Namespace) -> None:
    from knowledge.train import ship as run

    run(say)


def calibrate(_arguments: argparse.Namespace) -> None:
    from knowledge.calibrate import calibrate as run

    print(run(say))


def ask(arguments: argparse.Namespace) -> None:
    from knowledge import Context, Knowledge

    knowledge, context = Knowledge.load(), Context()
    for text in arguments.questions:
        answer = knowledge.ask(text, context)
        context = answer.context
        print(f"> {text}\n{answer.text}")
        for choice in answer.choices:
            print(f"  [{choice.title}]")
        print(json.dumps(answer.custom(), ensure_ascii=False), "\n")


def export(_arguments: argparse.Namespace) -> None:
    from knowledge.export import export as run
    from knowledge.live import fetch

    address = os.environ.get("DATABASE_URL")
    if not address:
        raise ContentError("DATABASE_URL is not set: it names the database with what is published.")
    written = run(fetch(address))
    print(f"{written.changed} items changed, {written.added} items added, {written.refused} questions to be refused.")
    print("What is published may stay in the database: the files say the same now. `make setup` learns from them.")


def evaluate(arguments: argparse.Namespace) -> None:
    from knowledge.retrieval_evaluation import run

    run(arguments.passages, arguments.questions)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m knowledge", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser("check", help="check every content file").set_defaults(run=check)
    commands.add_parser("train", help="learn from the labelled questions").set_defaults(run=train)
    commands.add_parser("ship", help="write the vectors of the training questions to data/").set_defaults(run=ship)
    commands.add_parser("calibrate", help="fit weights and thresholds").set_defaults(run=calibrate)
    asking = commands.add_parser("ask", help="ask questions, one after the other, as in a conversation")
    asking.add_argument("questions", nargs="+")
    asking.set_defaults(run=ask)
    evaluating = commands.add_parser("evaluate", help="retrieval quality on any corpus")
    evaluating.add_argument("passages", type=Path, help='JSON lines {"id", "text", "language"?}')
    evaluating.add_argument("questions", type=Path, help='JSON lines {"text", "passage", "language"?}')
    evaluating.set_defaults(run=evaluate)
    commands.add_parser("export", help="write what staff have published into the content files").set_defaults(run=export)
    arguments = parser.parse_args()
    try:
        arguments.run(arguments)
    except (ContentError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
