"""Answer, ask back or refuse: from scored candidates and what the question names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge import claims, danger, dates, unstated
from knowledge.compose import timeline
from knowledge.content import Content, Item
from knowledge.exemplars import Match
from knowledge.normalise import fold
from knowledge.operations import claimed_count, names_kind
from knowledge.question import Question
from knowledge.questions import REFUSE
from knowledge.scoring import Candidate, Scored
from knowledge.thresholds import Thresholds

# These reasons come from what the question is; what it names does not change them.
FIRM_REASONS = {"personal_case", "not_allowed", "emergency", "opinion"}
CHOICES = 3
# Items that speak of the same from two sides.
KIN = (
    {"plan", "doc-plan"},
    {"example-talent", "area-legal", "legal-migration", "term-talent-partnership"},
    {"example-returns", "area-returns"},
    {"example-smuggling", "area-smuggling", "agreements", "partnership-purpose"},
)
OVERVIEWS = {"area": "areas", "example": "examples", "agreement": "agreements", "document": "documents"}
OTHER_YEARS = "silent_route"  # the message that says for which years the figure is
LEAST_SHARE = 0.15  # of the items of a kind, for its noun and an ordinal to pick from them
SURELY_TERM = 0.7  # probability from which a definition answers who did not ask for one
WH_QUESTION = re.compile(r"^(?:was|wer|wie|wo|wann|welche\w*|what|who|how|where|when|which)\b")
ACTING = 0.6  # probability from which a message is taken for a dialogue act
ALMOST_CERTAIN = 0.97
CERTAIN = 0.85  # from this probability on, not even a question for a known date is taken for answerable


@dataclass(frozen=True)
class Decision:
    """``kind`` is answer, clarify, refuse or act, whose name is then the ``reason``.

    ``note`` names the message that says what no source states. ``near`` is the probability of the nearest item.
    """

    kind: str
    items: tuple[str, ...] = ()
    reason: str | None = None
    confidence: float = 0.0
    note: str | None = None
    country: str | None = None
    near: float = 0.0


class Decider:
    """Decides on scored candidates; holds no state of a conversation."""

    def __init__(self, content: Content, thresholds: Thresholds):
        self._content, self._thresholds = content, thresholds
        self._agreements = {item.facts["country"]: item.id for item in content.of_kind("agreement")}

    def decide(self, question: Question, scored: Scored) -> Decision:
        """The decision for one question."""
        best = self._agree(question, scored.candidates)
        if danger.is_present(question.text, question.language) and not self._knows(scored, best):
            return Decision("refuse", (), "emergency", 1.0)
        if scored.published:
            return self._published(scored.published, best)
        if scored.acting >= ACTING and scored.act:
            return Decision("act", (), scored.act, scored.acting)
        if self._refuses(scored) and scored.reason in FIRM_REASONS:
            return self._refuse(scored, best)
        foreign = self._foreign(question, scored, best)
        if foreign:
            return foreign
        if self._other_years(question, self._item(best)):
            return Decision("refuse", (best.item,), "not_in_sources", scored.refusal, OTHER_YEARS, near=best.probability)
        attribute = unstated.asked(question, best.item)
        if attribute and not (self._corrects(question, best) and self._names_amount(question, best)):
            return Decision("refuse", (best.item,), "not_in_sources", scored.refusal, attribute.message, near=best.probability)
        if unstated.counts(question, self._item(best)):
            return Decision("refuse", (best.item,), "not_in_sources", scored.refusal, near=best.probability)
        compared = self._compares(question)
        if compared and not self._off_topic(scored):
            return Decision("answer", (compared,), confidence=1.0)
        picked = self._numbered(question, scored)
        if picked and not self._refuses(scored):
            return Decision("answer", (picked,), confidence=1 - scored.refusal)
        if self._refuses(scored) and self._asks_membership(question, scored, best):
            return Decision("answer", (self._agreements[question.partners[0]],), confidence=1 - scored.refusal)
        if self._refuses(scored) and not self._computable(question, scored, best):
            return self._refuse(scored, best)
        return self._answer(scored, best)

    def _published(self, match: Match, best: Candidate) -> Decision:
        """What staff have published goes before what was learnt, and before the rules for what no source states."""
        if not match.label.startswith(REFUSE):
            return Decision("answer", (match.label,), confidence=match.probability)
        reason = match.label.removeprefix(REFUSE)
        return Decision("refuse", () if reason == "emergency" else (best.item,), reason, match.probability)

    def about(self, question: Question, items: tuple[str, ...]) -> Decision:
        """The decision for a follow-up of which the conversation tells the items."""
        if items[0] in self._content.items and self._other_years(question, self._content.items[items[0]]):
            return Decision("refuse", items, "not_in_sources", note=OTHER_YEARS)
        attribute = unstated.asked(question, items[0])
        if attribute or unstated.counts(question, self._content.items[items[0]]):
            return Decision("refuse", items, "not_in_sources", note=attribute.message if attribute else None)
        return Decision("answer", items, confidence=1.0)

    def _other_years(self, question: Question, item: Item) -> bool:
        """Whether a figure is asked for years that it is not of; a claim to confirm is put right instead."""
        if item.kind != "figure" or "confirm" in question.operations:
            return False
        years = {int(value[:4]) for value in question.values("date") if value[:4].isdecimal()}
        known = range(item.facts["years"]["from"], item.facts["years"]["to"] + 1)
        return bool(years) and not years & set(known)

    def _refuses(self, scored: Scored) -> bool:
        return scored.refusal >= self._thresholds.refuse

    def _off_topic(self, scored: Scored) -> bool:
        return self._refuses(scored) and scored.reason == "outside_topic"

    def _refuse(self, scored: Scored, best: Candidate) -> Decision:
        return Decision("refuse", (best.item,), scored.reason, scored.refusal, near=best.probability)

    def _answer(self, scored: Scored, best: Candidate) -> Decision:
        confidence = (1 - scored.refusal) * best.probability
        if self._support(scored, best) >= self._thresholds.answer:
            return Decision("answer", (best.item,), confidence=confidence)
        if best.probability >= self._thresholds.clarify:
            named = [best.item, *(candidate.item for candidate in scored.candidates)]
            choices = tuple(dict.fromkeys(named))[:CHOICES]
            return Decision("clarify", choices, "unclear", confidence)
        return Decision("refuse", (best.item,), "unclear", confidence)

    def _support(self, scored: Scored, best: Candidate) -> float:
        """The best item's probability, with that of its kin: where they share it, each of them is right enough."""
        kin = next((group for group in KIN if best.item in group), {best.item})
        return sum(candidate.probability for candidate in scored.candidates if candidate.item in kin)

    def _numbered(self, question: Question, scored: Scored) -> str | None:
        """The overview that the question picks one from by its place: 'example one', 'die dritte Partnerschaft'.

        Where the place is only claimed ('das ist doch der erste Bereich, oder?'), the one that is meant.
        """
        if not question.values("ordinal") or question.values("document") or question.partners:
            return None
        named = [kind for kind in OVERVIEWS if names_kind(question.text, kind, question.language)]
        kind = next((kind for kind in named if self._share(scored, kind) >= LEAST_SHARE), None)
        if kind is None:
            return None
        singles = [one for one in scored.candidates if self._item(one).kind == kind and self._item(one).scope == "page"]
        if claims.claims_place(question) and singles and singles[0].probability >= self._thresholds.clarify:
            return singles[0].item
        return OVERVIEWS[kind]

    def _share(self, scored: Scored, kind: str) -> float:
        """Probability of all items of a kind, of their overview and its kin."""
        kin = next((group for group in KIN if OVERVIEWS[kind] in group), set())
        return sum(one.probability for one in scored.candidates if self._item(one).subject == kind or one.item in kin)

    def _asks_membership(self, question: Question, scored: Scored, best: Candidate) -> bool:
        """'Is Niger one of the partner countries?': its partnership says so; of other partnerships nobody does."""
        asked = {"member", "confirm"} <= question.operations and len(question.partners) == 1 and not question.foreign
        return asked and scored.reason == "not_in_sources" and self._item(best).subject == "agreement"

    def _compares(self, question: Question) -> str | None:
        """The overview of two partnerships or documents that are to be put in order: their dates settle that."""
        if not {"order", "between"} & question.operations:
            return None
        if len(question.partners) > 1:
            return OVERVIEWS["agreement"]
        return OVERVIEWS["document"] if len(question.values("document")) > 1 else None

    def _agree(self, question: Question, candidates: list[Candidate]) -> Candidate:
        """The best candidate that does not contradict the partner that the question names."""
        best = self._no_mere_term(question, candidates)
        partners = question.partners
        # The one figure is of routes and not of countries: what a partner gets, it does not say.
        if len(partners) != 1 or self._item(best).kind not in {"agreement", "figure"}:
            return best
        wanted = self._agreements[partners[0]]
        return next(candidate for candidate in candidates if candidate.item == wanted)

    def _no_mere_term(self, question: Question, candidates: list[Candidate]) -> Candidate:
        """A definition answers only who asks for one."""
        if "define" in question.operations or candidates[0].probability >= SURELY_TERM:
            return candidates[0]
        return next(candidate for candidate in candidates if self._item(candidate).kind != "term")

    def _computable(self, question: Question, scored: Scored, best: Candidate) -> bool:
        """Whether the items' facts settle the question although its words are near to what no source states."""
        if scored.reason != "not_in_sources":
            return False
        return self._states_figure(question, scored, best) or self._corrects(question, best) or self._orders(question, scored, best)

    def _orders(self, question: Question, scored: Scored, best: Candidate) -> bool:
        """Whether the question is about order, day or number of the dated items, which are all known."""
        item = self._item(best)
        kind = item.subject
        if kind not in timeline.KINDS:
            return False
        claims = "confirm" in question.operations and (
            question.values("date") or question.values("ordinal") or claimed_count(question.text, kind, question.language)
        )
        named = question.partners or question.values("document")
        beside = len(named) == 1 and {"after", "before"} & question.operations
        if claims or beside or self._in_time(question, kind) or self._dates_partnership(question, scored):
            return True
        return scored.refusal < CERTAIN and self._dated(question, item, kind)

    def _dated(self, question: Question, item: Item, kind: str) -> bool:
        """Whether a day, a place in the order or the number of all is asked for, of what has these."""
        members = timeline.members(self._content, kind)
        return (
            bool(question.values("ordinal"))
            or ("when" in question.operations and bool(question.partners))
            or ("count" in question.operations and item not in members)
        )

    def _dates_partnership(self, question: Question, scored: Scored) -> bool:
        """'When did the partnership with Niger begin?', in whatever words: that date is known."""
        named = len(question.partners) == 1 and names_kind(question.text, "agreement", question.language)
        return named and "when" in question.operations and scored.refusal < ALMOST_CERTAIN

    def _in_time(self, question: Question, kind: str) -> bool:
        """'Which partnership is of 2023?': the kind is named, and one of it has that date."""
        if not names_kind(question.text, kind, question.language):
            return False
        members = timeline.members(self._content, kind)
        return any(dates.matches(value, one.facts["date"]) for value in question.values("date") for one in members)

    def _states_figure(self, question: Question, scored: Scored, best: Candidate) -> bool:
        """How much is asked of an item that has an amount, and of no other years than its own."""
        facts = self._item(best).facts
        if "amount" not in facts or "amount" not in question.operations or scored.refusal >= CERTAIN:
            return False
        years = range(facts["years"]["from"], facts["years"]["to"] + 1)
        return all(value[:4].isdecimal() and int(value[:4]) in years for value in question.values("date"))

    def _knows(self, scored: Scored, best: Candidate) -> bool:
        """Whether this is a question about danger ('Warnt die EU vor Erpressung?') and none out of it."""
        return not self._refuses(scored) and best.probability >= self._thresholds.answer

    def _item(self, candidate: Candidate) -> Item:
        return self._content.items[candidate.item]

    def _foreign(self, question: Question, scored: Scored, best: Candidate) -> Decision | None:
        """A country that no source of ours speaks of must never get another country's answer."""
        foreign = question.foreign
        if not foreign or self._item(best).scope != "page" and self._item(best).kind != "agency":
            return None
        if self._corrects(question, best):
            return None
        outside = self._off_topic(scored)
        country = None if outside else foreign[0].value
        reason = scored.reason if outside else "not_in_sources"
        return Decision("refuse", (best.item,), reason, scored.refusal, country=country)

    def _corrects(self, question: Question, best: Candidate) -> bool:
        """Whether the question only wants a figure confirmed that the item can put right."""
        if self._item(best).kind != "figure" or "confirm" not in question.operations:
            return False
        return not WH_QUESTION.search(fold(question.text).strip())

    def _names_amount(self, question: Question, best: Candidate) -> bool:
        """Whether the figure itself is in the question: another one of another route can be neither confirmed nor put right."""
        return str(self._item(best).facts["amount"] // 10**6) in question.text
