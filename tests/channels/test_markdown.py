"""Texts for apps that read Markdown are shown as they are."""

import pytest

from web.channels import markdown

from . import marked

TEXTS = [
    "*a* **b** _c_ __d__ ~~e~~ `f` ```g```", "a_b_c und 2 * 3 * 4", "[da](https://example.org/x_y_z) ![bild](https://example.org)",
    "<b>fett</b> <br/>", "# oben\n## unten\n#hashtag", "> zitiert\nnicht", "- eins\n- zwei\n+ drei\n* vier",
    "1. eins\n2. zwei\n10) zehn",
    "| a | b |\n|---|---|\n| 1 | 2 |", "Strich\n---\n***", "~~~\ncode\n~~~", r"\*schon\* \_so\_ \\server\pfad C:\temp\ \. ende\\",
    "&amp; &lt;x&gt; AT&T &copy;", "@all @channel @here und @anna", "||geheim|| <https://example.org|hier> *https://example.org*",
    "هذه *هي* الإجابة", "🙂 *🙂* 👩‍👩‍👧", "https://example.org/a_b_c?x=1&copy=2#d_e_f *x*", "", "a\n\nb",
]


@pytest.mark.parametrize("name", ["mattermost", "rocketchat"])
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_shown_as_it_is(name: str, text: str):
    complaints: list[str] = []
    assert getattr(marked, name)(getattr(markdown, name)(text), complaints.append) == text
    assert complaints == []


@pytest.mark.parametrize("name", ["mattermost", "rocketchat"])
def test_addresses_stay_links(name: str):
    address = "https://example.org/de_DE/a_b~c#d-e"
    assert address in getattr(markdown, name)(f"Siehe *hier*: {address}.")


@pytest.mark.parametrize("name", ["mattermost", "rocketchat"])
def test_lines_that_are_set_in_become_no_code(name: str):
    assert getattr(markdown, name)("Erst:\n    dann") == "Erst:\ndann"


@pytest.mark.parametrize("text", ["*a*", "a `b`", "# a", "- a", "1. a", "@all"])
@pytest.mark.parametrize("name", ["mattermost", "rocketchat"])
def test_what_is_not_escaped_is_found(name: str, text: str):
    complaints: list[str] = []
    getattr(marked, name)(text, complaints.append)
    assert complaints
