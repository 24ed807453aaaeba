"""Countries, dates, documents and ordinals, found by the knowledge base's own rules."""
from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from knowledge.entities import extract


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class EntityExtractor(GraphComponent, EntityExtractorMixin):
    """Sets the entities of a message; nothing is learnt, so training data needs no annotation."""

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext,
    ) -> EntityExtractor:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = self.add_extractor_name(self._entities(message.get(TEXT) or ""))
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    @staticmethod
    def _entities(text: str) -> list[dict[str, Any]]:
        """Rasa's form of the entities: `value` is what the knowledge base calls the thing."""
        return [
            {"entity": entity.kind, "value": entity.value, "start": entity.start, "end": entity.end}
            for entity in extract(text)
        ]
