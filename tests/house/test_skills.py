"""One skill has one name in every layer."""

from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
SHARED = {"session"}  # slots and session settings, which no skill owns


def stems(folder: str, pattern: str, cut: str = "") -> set[str]:
    return {path.stem.removeprefix(cut) for path in (ROOT / folder).glob(pattern)}


def skills() -> set[str]:
    return {path.stem for path in (ROOT / "actions").glob("*.py") if not path.stem.startswith("_")}


def test_every_layer_has_the_same_skills():
    layers = {
        "bot/domain": stems("bot/domain", "*.yml") - SHARED,
        "data/nlu": stems("data/nlu", "*.yml"),
        "data/rules": stems("data/rules", "*.yml"),
        "tests/conversations": stems("tests/conversations", "test_*.yml", "test_"),
        "tests/nlu": stems("tests/nlu", "*.yml"),
    }
    assert {layer: names for layer, names in layers.items() if names != skills()} == {}


def test_each_name_of_the_domain_is_defined_once():
    """A folder is merged in the file system's order: a name defined twice would be a matter of luck."""
    seen: dict[str, str] = {}
    for path in sorted((ROOT / "bot" / "domain").glob("*.yml")):
        domain = yaml.safe_load(path.read_text("utf-8"))
        for section in ("intents", "actions", "slots", "entities"):
            for name in domain.get(section) or []:
                key = f"{section}: {name if isinstance(name, str) else next(iter(name))}"
                assert key not in seen, f"{key} stands in {seen.get(key)} and in {path.name}"
                seen[key] = path.name


def test_no_conversation_test_stands_where_rasa_trains():
    assert not list((ROOT / "data").rglob("test_*"))
