"""The extractor hands on what the knowledge base's rules find, in Rasa's form."""

import json

from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.entity_extractor import EntityExtractor


def _entities(text: str) -> list:
    message = EntityExtractor().process([Message({TEXT: text})])[0]
    return message.get(ENTITIES)


def test_finds_a_country_where_it_stands():
    text = "Wann begann die Partnerschaft mit Tunesien?"
    found = next(entity for entity in _entities(text) if entity["entity"] == "country")
    assert found["value"] == "tunisia"
    assert text[found["start"] : found["end"]] == "Tunesien"
    assert found["extractor"] == "EntityExtractor"


def test_entities_can_be_stored():
    text = "Was steht in der zweiten Empfehlung vom 16. März 2023 zu Marokko?"
    assert json.loads(json.dumps(_entities(text))) == _entities(text)


def test_nothing_in_nothing():
    assert _entities("") == []
