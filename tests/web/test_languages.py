"""Language codes and fixed texts."""

import pytest

from web.languages import primary_language
from web.texts import LANGUAGES, texts


@pytest.mark.parametrize("tag, code", [
    ("de", "de"), ("DE", "de"), ("de-AT", "de"), ("zh_Hant_TW", "zh"), ("fr", "fr"), ("xx", None),
    ("deu", None), ("", None), ("de-", None), ("d", None), ("de\n", None),
])
def test_primary_language(tag: str, code: str | None) -> None:
    assert primary_language(tag) == code


def test_every_language_has_every_text() -> None:
    def names(tree: object, path: str = "") -> set[str]:
        if isinstance(tree, dict):
            return {name for key, value in tree.items() for name in names(value, f"{path}/{key}")}
        return {path + f"[{len(tree)}]" if isinstance(tree, list) else path}

    first, *others = (names(texts(language)) for language in LANGUAGES)
    assert all(other == first for other in others)
