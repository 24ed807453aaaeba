"""What is said where nothing is asserted: why, what the sources do say nearby, who can help, what can be asked."""

from __future__ import annotations

from knowledge import countries, wording
from knowledge.answer import Answer, Choice
from knowledge.content import BACKGROUND, Content, Item, pick
from knowledge.decision import Decision
from knowledge.normalise import fold
from knowledge.question import Question

NEAR = 0.5  # probability of an item among all, from which a refusal names it
SUGGESTED = 3
START = ("areas", "agreements", "documents")  # what we offer where nothing is near


class Refuser:
    """Makes the answers that assert nothing."""

    def __init__(self, content: Content):
        self._content = content
        self._agreements = {item.facts["country"]: item.id for item in content.of_kind("agreement")}
        self._contacts = [item for item in content.items.values() if item.kind == "contact"]

    def refuse(self, question: Question, decision: Decision) -> Answer:
        """The answer to a question that no source answers, with reason, help and suggestions."""
        if decision.reason == "emergency":
            return self._emergency(question, decision)
        text = self._text(question, decision)
        choices = self._suggestions(question, decision)
        if decision.reason in {"personal_case", "not_allowed"}:
            choices = (self._person(question.language), *choices[: SUGGESTED - 1])
        return Answer("refused", text, question.language, decision.reason, confidence=decision.confidence, choices=choices)

    def _emergency(self, question: Question, decision: Decision) -> Answer:
        text = self._message("emergency", question)
        return Answer("emergency", text, question.language, "personal_case", confidence=decision.confidence,
                      choices=(self._person(question.language),))  # fmt: skip

    def _text(self, question: Question, decision: Decision) -> str:
        name = decision.reason
        if name == "not_allowed" and wording.pattern("smuggling", None, question.language).search(fold(question.text)):
            name = "smuggling_help"
        text = self._message(f"refuse_{name}", question)
        if "{contacts}" in text:
            text = text.format(contacts=self._contact_lines(question))
        if decision.country:
            return self._message("country_not_listed", question).format(country=countries.name_of(decision.country, question.language))
        if decision.reason != "not_in_sources":
            return text
        said = self._message(decision.note, question) if decision.note else text
        return "\n".join([said, *self._nearby(question, decision), self._message("who_helps", question)])

    def _nearby(self, question: Question, decision: Decision) -> list[str]:
        """What the sources do have, where it is surely near."""
        item = self._content.items[decision.items[0]] if decision.items else None
        if item is None or decision.near < NEAR or item.scope == BACKGROUND:
            return []
        return [self._message("nearby", question).format(title=pick(item.title, question.language))]

    def _message(self, name: str, question: Question) -> str:
        return self._content.message(name, question.language)

    def _person(self, language: str) -> Choice:
        label = self._content.message("button_person", language)
        return Choice(label, label)

    def _contact_lines(self, question: Question) -> str:
        return "\n".join(f"– {self._line(item, question.language)}" for item in self._needed(question))

    def _needed(self, question: Question) -> list[Item]:
        """Contact points for what the question speaks of, else for advice in general; at most three."""
        needs = set(wording.present("needs", fold(question.text), question.language)) or {"counselling", "policy"}
        wanted = [item for item in self._contacts if needs & set(item.facts["contact_for"])]
        advice = [item for item in self._contacts if "counselling" in item.facts["contact_for"] and item not in wanted]
        return (wanted[:2] + advice)[:3]

    def _line(self, item: Item, language: str) -> str:
        reach = item.facts.get("web") or item.facts.get("phone", "")
        return f"{pick(item.title, language)}: {reach.removeprefix('https://')}"

    def _suggestions(self, question: Question, decision: Decision) -> tuple[Choice, ...]:
        """Questions that we can answer, the nearest first."""
        named = [self._agreements[partner] for partner in question.partners]
        near = [] if decision.reason in {"outside_topic", "not_allowed"} else [*named, *decision.items]
        ids = [name for name in dict.fromkeys([*near, *START]) if self._content.items[name].scope != BACKGROUND]
        texts = [pick(self._content.items[name].questions, question.language)[0] for name in ids]
        return tuple(Choice(text, text) for text in texts[:SUGGESTED])
