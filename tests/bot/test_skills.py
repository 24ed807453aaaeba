"""Domain, rules, training data and held-out data name the same intents, skill by skill."""

from pathlib import Path

import pytest
import yaml
from rasa.shared.core.domain import Domain

ROOT = Path(__file__).resolve().parents[2]
SHARED = "session"
SKILLS = sorted(path.stem for path in (ROOT / "bot" / "domain").glob("*.yml") if path.stem != SHARED)
BOTH = {"ask", "follow_up"}


def _read(*parts: str) -> dict:
    return yaml.safe_load(ROOT.joinpath(*parts).read_text("utf-8"))


def _examples(*parts: str) -> dict:
    """Intent to its examples."""
    return {block["intent"]: [line[2:] for line in block["examples"].splitlines()] for block in _read(*parts)["nlu"]}


def _domain_intents(skill: str) -> set:
    return {name for entry in _read("bot", "domain", f"{skill}.yml")["intents"] for name in entry}


@pytest.mark.parametrize("skill", SKILLS)
def test_every_intent_has_examples_rules_and_a_test(skill):
    intents = _domain_intents(skill)
    rules = _read("data", "rules", f"{skill}.yml")["rules"]
    assert set(_examples("data", "nlu", f"{skill}.yml")) == intents
    assert set(_examples("tests", "nlu", f"{skill}.yml")) == intents
    assert {rule["steps"][0]["intent"] for rule in rules} - {"nlu_fallback"} == intents
    stories = _read("tests", "conversations", f"test_{skill}.yml")["stories"]
    assert intents <= {step.get("intent") for story in stories for step in story["steps"]}


@pytest.mark.parametrize("skill", SKILLS)
def test_rules_use_the_skills_own_actions(skill):
    actions = set(_read("bot", "domain", f"{skill}.yml")["actions"])
    rules = _read("data", "rules", f"{skill}.yml")["rules"]
    assert {rule["steps"][1]["action"] for rule in rules} == actions


def test_enough_examples_and_none_twice():
    trained = [pair for skill in SKILLS for pair in _examples("data", "nlu", f"{skill}.yml").items()]
    texts = [text for _, examples in trained for text in examples]
    assert len(texts) == len(set(texts))
    assert all(len(examples) >= (120 if intent in BOTH else 40) for intent, examples in trained)


def test_held_out_data_is_not_trained_on():
    held_out = [pair for skill in SKILLS for pair in _examples("tests", "nlu", f"{skill}.yml").items()]
    learnt = [_examples("data", "nlu", f"{skill}.yml").values() for skill in SKILLS]
    trained = {text for blocks in learnt for texts in blocks for text in texts}
    assert not trained & {text for _, examples in held_out for text in examples}
    assert all(len(examples) >= 12 for _, examples in held_out)


def test_the_folder_is_one_domain():
    domain = Domain.load(ROOT / "bot" / "domain")
    assert domain.session_config.session_expiration_time == 0
    assert domain.session_config.carry_over_slots
    assert [slot.name for slot in domain.slots if slot.influence_conversation] == []
    assert {"country", "date", "document", "ordinal"} <= set(domain.entities)


def test_what_no_rule_foresees_is_a_question():
    policy = _read("config.yml")["policies"][0]
    assert policy == {"name": "RulePolicy", "core_fallback_action_name": "action_ask"}
