"""What a draft would change: on questions with known right answers, on questions of real people, on its own samples."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import Any

from knowledge import paths, slant
from knowledge.answer import Answer
from knowledge.answering import readable
from knowledge.engine import Knowledge
from knowledge.exemplars import Match
from knowledge.judge import judge
from knowledge.questions import Labelled
from knowledge.several import questions_in
from knowledge.vectors import key

VECTORS = "labelled.npz"
RIGHT = {"right", "rightly refused"}
EVERY = 25  # questions between two reports of progress
Say = Callable[[int, int], None]
Pair = tuple[Knowledge, Knowledge]  # before and after


@dataclass(frozen=True)
class Past:
    """A question that somebody has asked, redacted, and the language it was in."""

    text: str
    language: str


@dataclass(frozen=True)
class Outcome:
    """``status``, ``reason`` and ``text`` as in Answer; ``item`` is None where nothing was asserted."""

    status: str
    item: str | None
    reason: str | None
    text: str


@dataclass(frozen=True)
class Change:
    """A question whose answer becomes another; ``key`` is the same for the same question and label, in every preview.

    ``expected`` is the label of a question with a known right answer or of a sample, None for a past question.
    """

    key: str
    question: str
    language: str
    expected: str | None
    before: Outcome
    after: Outcome


@dataclass
class Report:
    """``broken`` were right and are not; ``repaired`` the other way. ``missed`` are samples that get another answer.

    ``now_answered``, ``now_refused`` (or asked back) and ``flipped`` (to another item) are past questions, ``unchanged``
    their rest.
    """

    broken: list[Change] = field(default_factory=list)
    repaired: list[Change] = field(default_factory=list)
    missed: list[Change] = field(default_factory=list)
    now_answered: list[Change] = field(default_factory=list)
    now_refused: list[Change] = field(default_factory=list)
    flipped: list[Change] = field(default_factory=list)
    unchanged: int = 0

    def languages(self) -> dict[str, dict[str, int]]:
        """How many of each list, by language."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for name, changes in vars(self).items():
            for change in changes if isinstance(changes, list) else []:
                found[change.language][name] += 1
        return {language: dict(counts) for language, counts in sorted(found.items())}

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON has it."""
        return asdict(self) | {"languages": self.languages()}


def preview(before: Knowledge, after: Knowledge, labelled: list[Labelled], past: list[Past], say: Say) -> Report:
    """What changes from `before` to `after`, which are made of the same files.

    Questions are asked as the first of a conversation; of those whose answer cannot change, nothing is asked. `say` is
    told how many of how many are done; vectors of labelled questions are made the first time, and stay in var/.
    """
    samples = [one for one in after.samples(after.published) if _is_new(one, before)]
    done, total = len(labelled), 2 * len(labelled) + len(past) + len(samples)  # labelled ones are read, and then compared
    before.keep([one.text for one in labelled], paths.VAR / VECTORS, lambda read, new: say(done * read // new, total))
    pair, report = (before.remembering(), after.remembering()), Report()
    ruled = _decisive(before) != _decisive(after)
    for note, questions, all_of_them in ((_labelled, labelled, ruled), (_past, past, ruled), (_sample, samples, True)):
        for found in _asked(pair, questions, all_of_them):
            if found:
                note(report, *found)
            done += 1
            if done % EVERY == 0 or done == total:
                say(done, total)
    report.unchanged = len(past) - len(report.now_answered) - len(report.now_refused) - len(report.flipped)
    return report


def _is_new(sample: Labelled, before: Knowledge) -> bool:
    """Whether the sample is not published yet."""
    return sample.text not in before.published.questions().get(sample.label, {}).get(sample.language, [])


def _asked(pair: Pair, questions: list[Any], all_of_them: bool) -> Iterator[tuple[Change, tuple[Answer, Answer]] | None]:
    """Each question, labelled or past, with both answers; None for one whose answer stays as it is, unless `all_of_them`."""
    for one in questions:
        if not all_of_them and not _touched(pair, one):
            yield None
            continue
        first, second = (knowledge.ask(one.text, language=one.language) for knowledge in pair)
        expected = getattr(one, "label", None)
        name = key(f"{one.language} {expected} {one.text}")
        yield Change(name, one.text, one.language, expected, _outcome(first), _outcome(second)), (first, second)


def _decisive(knowledge: Knowledge) -> dict[str, tuple[str, dict]]:
    """What the rules of the decision see of the items of the files; their texts they do not see."""
    items = knowledge.content.items
    return {name: (items[name].scope, items[name].facts) for name in knowledge.files.content.items}


def _touched(pair: Pair, one: Any) -> bool:
    """Whether published samples decide otherwise about the question, in any form in which it is looked at."""
    return any(_decided(pair[0], form, one.language) != _decided(pair[1], form, one.language) for form in _forms(one))


def _decided(knowledge: Knowledge, text: str, language: str) -> list[Match]:
    return [match for match in knowledge.matches(text, language)[:1] if match.sure]


def _forms(one: Any) -> set[str]:
    """The question, its parts, a part with the one before it, and each without words of approval and disapproval."""
    text = readable(one.text)
    parts = questions_in(text, one.language)
    forms = [text, *parts, *(f"{first} {second}" for first, second in pairwise(parts))]
    return {form for whole in forms for form in (whole, slant.without(whole))}


def _outcome(answer: Answer) -> Outcome:
    return Outcome(answer.status, answer.item, answer.reason, answer.text)


def _labelled(report: Report, change: Change, answers: tuple[Answer, Answer]) -> None:
    was, is_right = (judge(str(change.expected), answer) in RIGHT for answer in answers)
    if was and not is_right:
        report.broken.append(change)
    elif is_right and not was:
        report.repaired.append(change)


def _past(report: Report, change: Change, answers: tuple[Answer, Answer]) -> None:
    was, answered = (answer.status == "answered" for answer in answers)
    if answered and not was:
        report.now_answered.append(change)
    elif was and not answered:
        report.now_refused.append(change)
    elif answered and change.before.item != change.after.item:
        report.flipped.append(change)


def _sample(report: Report, change: Change, answers: tuple[Answer, Answer]) -> None:
    if judge(str(change.expected), answers[1]) not in RIGHT:
        report.missed.append(change)
