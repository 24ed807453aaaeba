"""Run in the Rasa environment: what the trained ResponseSelector says to each text of a JSON list.

`python parse.py MODEL TEXTS.json OUT.json` writes [{"item", "confidence", "reason", "intent_confidence"}, …].
"""

import asyncio
import json
import sys

from rasa.core.agent import Agent


async def parse(model: str, texts: list) -> list:
    agent = Agent.load(model)
    found = []
    for number, text in enumerate(texts, 1):
        parsed = await agent.parse_message(text)
        response = parsed["response_selector"]["faq"]["response"]
        found.append({
            "item": (response["intent_response_key"] or "").rpartition("/")[2], "confidence": response["confidence"],
            "intent": parsed["intent"]["name"], "intent_confidence": parsed["intent"]["confidence"],
        })  # fmt: skip
        if number % 200 == 0:
            print(f"parsed {number} of {len(texts)}", flush=True)
    return found


if __name__ == "__main__":
    model, texts, out = sys.argv[1:]
    with open(texts, encoding="utf-8") as file:
        asked = json.load(file)
    answers = asyncio.run(parse(model, asked))
    with open(out, "w", encoding="utf-8") as file:
        json.dump(answers, file)
