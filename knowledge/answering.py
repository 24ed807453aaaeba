"""From a question that stands alone, or with the conversation before it, to its answer."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import numpy as np

from knowledge import claims, compose, slant
from knowledge.acts import Acts
from knowledge.answer import Answer, Choice, sources_of
from knowledge.content import Content, pick
from knowledge.context import Context
from knowledge.continuation import Continuation
from knowledge.decision import Decider, Decision
from knowledge.encoder.onnx import QUERY, OnnxEncoder
from knowledge.entities import Entity
from knowledge.followup import Resolved, resolve, without_preface
from knowledge.followups import behind_title
from knowledge.normalise import words
from knowledge.question import Question, understand
from knowledge.refusal import Refuser
from knowledge.scoring import Scored, Scorer
from knowledge.thresholds import Thresholds
from knowledge.wording import MIXED

COMMAND = re.compile(r"\s*(?:/\w+|/?\s*\w+\s*\{.*)\s*$", re.DOTALL)  # what Rasa would obey
DETAILS = "-details"  # ends the id of what background says of a document
LONGEST_ASKED = 300  # characters of a question kept for follow-ups


def readable(text: str) -> str:
    """`text` as it can be encoded: composed characters, no halves of surrogate pairs."""
    return unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())


class Answering:
    """Understands, decides and says: the steps of one answer. Nothing in it changes after it was made."""

    def __init__(self, content: Content, encoder: OnnxEncoder, scorer: Scorer, thresholds: Thresholds):
        self.content, self.thresholds = content, thresholds
        self._encoder, self._scorer, self._decider = encoder, scorer, Decider(content, thresholds)
        self._refuser, self._acts = Refuser(content), Acts(content)
        self._continuation = Continuation(content, self._understand)

    def scored(self, text: str, language: str) -> tuple[Question, Scored]:
        """`text` as it is understood and the scores it gets, before anything is decided."""
        question = self._understand(readable(text), language)
        return question, self._score(question, Context(), language)

    def said(self, question: Question, decision: Decision) -> Answer:
        """What is said to a question alone once it is decided; acts, which have no text here, end in small talk."""
        if decision.kind == "act":
            return Answer("smalltalk", "", question.language)
        return self._say(question, decision)

    def _supported(self, language: str) -> str:
        return language if language in self.content.languages() else "en"

    def _ask_several(self, parts: list[str], context: Context, spoken: str) -> Answer | None:
        """One answer for several questions, if each is answered and by another item; else None."""
        answers: list[Answer] = []
        for part in parts:
            answers.append(self._ask_one(part, answers[-1].context if answers else context, spoken))
        items = {answer.item for answer in answers}
        if any(answer.status != "answered" for answer in answers) or len(items) < len(answers):
            return None
        first = answers[0]
        sources = tuple(dict.fromkeys(source for answer in answers for source in answer.sources))
        text = "\n\n".join(answer.text for answer in answers)
        confidence = min(answer.confidence for answer in answers)
        ids = tuple(dict.fromkeys(name for answer in answers for name in answer.context.items))
        listed = tuple(answer.item for answer in answers if answer.item)  # 'the first one' is the first answer
        merged = replace(answers[-1].context, items=ids, listed=listed, text=text)
        return replace(first, text=text, sources=sources, confidence=confidence, context=merged)

    def _ask_one(
        self,
        text: str,
        context: Context,
        spoken: str,
        entities: list[Entity] | None = None,
        vector: np.ndarray | None = None,
    ) -> Answer:
        said = text
        if context.items:
            text = without_preface(text, self._supported(spoken), self._continuation.names_item)
        resolved = resolve(text, context, self._supported(spoken))
        if resolved.disputed:
            return self._insist(context, spoken)
        asked = slant.without(resolved.text)
        if asked != said:
            entities = vector = None
        question = self._understand(asked, spoken, entities, vector)
        before = context if resolved.text == text and not resolved.placed else Context()
        decision = self._decide(question, resolved, before, spoken)
        if decision.kind == "act" and decision.reason:
            return self._acts.perform(decision.reason, text, context, question.language)
        chosen = bool(resolved.items) and set(decision.items) <= set(resolved.items)
        answer = self._say(question, decision, chosen)
        after = self._next(answer, context, question, spoken)
        if answer.status == "answered" and decision.items == before.items and not question.entities:
            title = behind_title(self.content.items[before.items[0]], question.text, question.language)
            after = replace(after, asked=title[:LONGEST_ASKED])
        if chosen and context.asked:
            after = replace(after, asked=context.asked)  # 'Wann war das?' names no topic for what follows
        return replace(answer, context=after)

    def _insist(self, context: Context, spoken: str) -> Answer:
        """The last answer again: what the reader says against it is in no source."""
        language = self._supported(spoken)
        answer = self._acts.perform("repeat", "", context, language)
        return replace(answer, text=f"{self.content.message('insist', language)}\n{answer.text}")

    def _understand(
        self, text: str, spoken: str, entities: list[Entity] | None = None, vector: np.ndarray | None = None
    ) -> Question:
        if vector is None or vector.shape != (self._encoder.dimensions,):
            vector = self._encoder.encode([QUERY + text])[0]
        language = self._supported(spoken)
        # Entities from outside know no ordinals and titles of other languages.
        return understand(text, language, vector, entities if language in MIXED else None)

    def _decide(self, question: Question, resolved: Resolved, before: Context, spoken: str) -> Decision:
        """`before` is empty where rules have told already what of the conversation is meant."""
        if not words(question.text):
            return Decision("refuse", (), "unclear")
        if COMMAND.match(question.text):
            return Decision("refuse", (), "not_allowed", 1.0)
        known = tuple(name for name in resolved.items if name in self.content.items)
        nameless = bool(known) and not resolved.weak
        read_twice = len(before.items) == 1 and before.items[0] in self._scorer.model.labels
        if nameless and not read_twice:
            return self._decider.about(question, self._detailed(question, known, spoken))
        return self._decider.decide(question, self._score(question, before, spoken, nameless))

    def _detailed(self, question: Question, known: tuple[str, ...], spoken: str) -> tuple[str, ...]:
        """The details of a document that its place in a list has picked, where they are asked for: 'Amtliche Nummer vom dritten?'"""
        details = known[0] + DETAILS
        behind = self._continuation.behind(question, Context(items=known), spoken) if details in self.content.items else None
        return (details,) if behind and self._scorer.score(behind.understand()).candidates[0].item == details else known

    def _score(self, question: Question, before: Context, spoken: str, nameless: bool = False) -> Scored:
        """What is only claimed ('das ist doch der erste Bereich, oder?') must not tell what is meant."""
        claimed = claims.claimed(question)
        if claimed:
            question = self._understand(claims.without(question.text, claimed), question.language)
        return self._scorer.score(question, self._continuation.behind(question, before, spoken, nameless))

    def _say(self, question: Question, decision: Decision, chosen: bool = False) -> Answer:
        if decision.kind == "refuse":
            return self._refuser.refuse(question, decision)
        if decision.kind == "clarify":
            return self._clarify(question, decision)
        return self._answer(question, decision, chosen)

    def _clarify(self, question: Question, decision: Decision) -> Answer:
        texts = [pick(self.content.items[name].questions, question.language)[0] for name in decision.items]
        lead = self.content.message("clarify", question.language)
        choices = tuple(Choice(text, text) for text in texts)
        return Answer("clarify", lead, question.language, "unclear", confidence=decision.confidence, choices=choices)

    def _answer(self, question: Question, decision: Decision, chosen: bool) -> Answer:
        """`chosen`: the conversation has picked the items ('the third one'), so nothing is to be computed."""
        several = [self.content.items[name] for name in decision.items]
        picked = tuple(several) if chosen else ()
        made = [compose.compose(self.content, question, item, picked) for item in several]
        text = "\n".join(dict.fromkeys(part.text for part in made))
        items = list({item.id: item for part in made for item in part.items}.values())
        listed = tuple(item.id for part in made for item in part.listed)
        return Answer("answered", text, question.language, item=items[0].id, scope=items[0].scope,
                      confidence=decision.confidence, sources=sources_of(items, question.language),
                      context=Context(items=tuple(item.id for item in items), listed=listed))  # fmt: skip

    def _next(self, answer: Answer, before: Context, question: Question, spoken: str) -> Context:
        """The context after `answer`; a refusal leaves the topic as it was."""
        if answer.status != "answered":
            return replace(before, language=spoken)
        listed = answer.context.listed
        if answer.item in before.listed and (not listed or listed == self.content.items[answer.item].points):
            listed = before.listed  # still talking about one of them
        return replace(
            answer.context, language=spoken, listed=listed, asked=question.text[:LONGEST_ASKED], text=answer.text
        )
