"""The face of the package: load once, ask."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from knowledge import content as content_module
from knowledge import datewords, languages, paths, topic_model
from knowledge import passages as passages_module
from knowledge import thresholds as fitted
from knowledge.answer import Answer
from knowledge.answering import Answering, readable
from knowledge.content import AUTHORITATIVE, Content
from knowledge.context import Context
from knowledge.encoder.onnx import PASSAGE, QUERY, OnnxEncoder
from knowledge.entities import Entity
from knowledge.exemplars import Exemplars, Match, samples_of
from knowledge.followup import resolve
from knowledge.memory import Memory, RememberingEncoder, RememberingModel
from knowledge.overdue import overdue_since
from knowledge.published import Published
from knowledge.question import Question
from knowledge.questions import Labelled
from knowledge.scoring import Scorer
from knowledge.search import HybridIndex
from knowledge.several import questions_in
from knowledge.suggest import Suggestion, suggestions
from knowledge.thresholds import Thresholds
from knowledge.vectors import cached

VECTORS = "vectors.npz"
PUBLISHED = "published.npz"  # vectors of what was ever published, for a quick start
MODEL = "topics.joblib"
ABOUT_LAST = {"source", "repeat", "simpler"}  # acts about the last answer, of which there is none at first
SURELY_ACT = 0.9
MISTAKEN = {"bot", "capabilities", "greet", "praise", "complain"}  # acts that a short follow-up may look like
NEARLY_AN_ACT = 0.98  # probability of being an act from which what was said before does not matter
NO_ACT = 0.05  # below this probability of being an act, a message is a question


class Knowledge(Answering):
    """Answers questions from checked items. Thread-safe: nothing in it changes after loading.

    ``published`` is what staff have published; `today` gives the day by which a review of it is overdue.
    """

    def __init__(
        self,
        content: Content,
        encoder: OnnxEncoder,
        scorer: Scorer,
        thresholds: Thresholds,
        today: Callable[[], datetime.date] = datetime.date.today,
    ):
        super().__init__(content, encoder, scorer, thresholds)
        self.published = Published()
        self._today, self._memory, self._files = today, Memory(), self

    @staticmethod
    def load() -> Knowledge:
        """Read everything that `make setup` has made. Raises ContentError or FileNotFoundError, with what to do."""
        content = content_module.load()
        encoder = OnnxEncoder(paths.ENCODER)
        passages = passages_module.of_content(content)
        vectors = cached([PASSAGE + passage.text for passage in passages], encoder, paths.VAR / VECTORS)
        index = HybridIndex(passages, vectors)
        thresholds = fitted.load()
        scorer = Scorer(index, topic_model.load(paths.VAR / MODEL), thresholds)
        return Knowledge(content, encoder, scorer, thresholds)

    def with_published(self, published: Published) -> Knowledge:
        """This with all that is published in place of what was before. This one stays as it is.

        Costs 6 ms for each sample question that was never encoded before.
        """
        files = self._files
        content, samples = files.content.with_items(published), files.samples(published)
        exemplars = None
        if samples:
            encoder = RememberingEncoder(files._encoder, files._memory)
            vectors = encoder.kept([QUERY + sample.text for sample in samples], paths.VAR / PUBLISHED)
            exemplars = Exemplars(samples, vectors, content, files._scorer.model.labels)
        return self._like(content, files._encoder, files._scorer.with_published(exemplars), published)

    def samples(self, published: Published) -> list[Labelled]:
        """The published sample questions that training does not know."""
        return samples_of(published, self._files.content, self._scorer.model.labels)

    @property
    def files(self) -> Knowledge:
        """What the files alone know."""
        return self._files

    def remembering(self) -> Knowledge:
        """This, but what it finds out about a question stays in memory for all that are of the same files: for previews."""
        model = RememberingModel(self._scorer.model, self._memory)
        encoder = RememberingEncoder(self._files._encoder, self._memory)
        return self._like(self.content, encoder, self._scorer.of(model), self.published)

    def keep(self, questions: list[str], file: Path, say: Callable[[int, int], None]) -> None:
        """Has the vectors of `questions` in memory, from `file` or encoded and written there; never those of citizens."""
        encoder = RememberingEncoder(self._files._encoder, self._memory)
        encoder.kept([QUERY + readable(text) for text in questions], file, paths.VAR / VECTORS, say)

    def _like(self, content: Content, encoder: OnnxEncoder, scorer: Scorer, published: Published) -> Knowledge:
        made = Knowledge(content, encoder, scorer, self.thresholds, self._today)
        made.published, made._memory, made._files = published, self._memory, self._files
        return made

    def ask(
        self,
        text: str,
        context: Context | None = None,
        language: str | None = None,
        entities: list[Entity] | None = None,
        vector: np.ndarray | None = None,
    ) -> Answer:
        """The answer to `text`, which may hold up to three questions or need the `context` of a conversation.

        `entities` and `vector` (shape (dimensions,)) may come from the caller, if they are of this very text.
        """
        text, context = readable(text), context or Context()
        spoken = languages.detect(text, context.language or language)
        parts = questions_in(text, self._supported(spoken))
        several = self._ask_several(parts, context, spoken) if len(parts) > 1 else None
        return self._marked(several or self._ask_one(text, context, spoken, entities, vector))

    def act(
        self,
        name: str,
        text: str,
        context: Context | None = None,
        language: str | None = None,
        vector: np.ndarray | None = None,
    ) -> Answer:
        """The answer to a dialogue act; `name` is one of knowledge.acts.NAMES.

        A cry for help may sound like an act ('Hilfe, ich brauche jemanden'): danger goes first. And what is surely
        a question is answered as one, whatever the caller took it for.
        """
        text, context = readable(text), context or Context()
        spoken = languages.detect(text, context.language or language)
        question = self._understand(text, spoken, None, vector)
        scored = self._scorer.score(question)
        decision = self._decider.decide(question, scored)
        if decision.reason == "emergency":
            return replace(self._refuser.refuse(question, decision), context=replace(context, language=spoken))
        asks = scored.published or scored.acting < NO_ACT or self._follows_up(name, text, context, question.language)
        if asks or scored.acting < NEARLY_AN_ACT and self._is_about(question, context, spoken):
            return self.ask(text, context, spoken, None, vector)
        if name in ABOUT_LAST and not context.items and scored.acting < SURELY_ACT:
            asked = self.ask(text, context, spoken, None, vector)
            if asked.status == "answered":
                return asked  # 'Whose website is this from?' as the first message
        answer = self._acts.perform(name, text, replace(context, language=spoken), self._supported(spoken))
        return self._marked(answer)

    def _is_about(self, question: Question, context: Context, spoken: str) -> bool:
        """Whether it is a question once the topic is known: 'Und wo sitzt die?' is near to 'Wo steht das?'."""
        if len(context.items) != 1:
            return False
        decision = self._decider.decide(question, self._score(question, context, spoken))
        return decision.kind == "answer" or decision.reason == "not_in_sources"

    def _follows_up(self, name: str, text: str, context: Context, language: str) -> bool:
        """'Mit wem?' is near to questions about the bot; what was said before tells that it is none."""
        if name not in MISTAKEN or not ("?" in text or "؟" in text):
            return False
        resolved = resolve(text, context, language)
        return bool(resolved.items) and not resolved.weak

    def _marked(self, answer: Answer) -> Answer:
        """`answer` with its notes: that a review is overdue, and which language is authoritative, where it is another."""
        if answer.status != "answered":
            return answer
        since = overdue_since(answer, self.published, self._today())
        if since:
            note = self.content.message("overdue", answer.language).format(date=datewords.say(since.isoformat(), answer.language))
            answer = replace(answer, text=f"{answer.text}\n{note}")
        if answer.language == AUTHORITATIVE:
            return answer
        return replace(answer, text=f"{answer.text}\n{self.content.message('authoritative', answer.language)}")

    @property
    def encoder_name(self) -> str:
        """Which encoder makes the vectors: those of two different ones do not compare."""
        return self._encoder.settings["model"]

    def encode(self, questions: list[str]) -> np.ndarray:
        """Vectors of `questions`, of shape (len(questions), dimensions) and unit length."""
        return self._encoder.encode([QUERY + readable(question) for question in questions])

    def matches(self, text: str, language: str) -> tuple[Match, ...]:
        """What published samples say about `text`, the likeliest label first; nothing where none is nearby."""
        return self._scorer.published(text, language, self._encoder.encode([QUERY + text])[0])

    def suggest(self, text: str, language: str, number: int = 3) -> list[Suggestion]:
        """The `number` items that most likely answer `text`, best first, also where the bot would refuse to."""
        question, scored = self.scored(text, language)
        return suggestions(self.content, question, scored, number)
