"""How Mattermost and Rocket.Chat show Markdown, in a few lines: what is left unescaped makes markup, and is found."""

import html
import re
from collections.abc import Callable

_JOINER = "\u2060"
_LINK = re.compile(r"https?://[^\s<>]+")


def mattermost(text: str, complain: Callable[[str], None]) -> str:
    """After the grammar of https://github.com/mattermost/marked."""
    markup = (r"(\*\*|__|~~|`)[^\n]+?\1", r"(?<!\w)_[^\s_][^\n]*?_(?!\w)", r"\*[^\s*\"<][^*\n]*\*", r"\[[^\]\n]*\](\(|\[)",
              r"</?[a-zA-Z!?]", r"(?m)^ *(#{1,6} |>|[*+-] |\d+\. |```|~~~|={2,} *$|-{2,} *$| {4}|\|)", r"@(all|channel|here)\b")
    shown = _plain(text, re.compile(r"\\([`*{}\[\]()#+\-.!_>|~]|\\(?!\w))"), markup, complain)
    return re.sub(r"&#?\w+;", lambda found: html.unescape(found[0]), shown)


def rocketchat(text: str, complain: Callable[[str], None]) -> str:
    """After the grammar of https://github.com/RocketChat/Rocket.Chat/tree/develop/packages/message-parser."""
    markup = (r"([*_~`])[^\n]+?\1", r"#\w", r"\[[^\]\n]*\]\(\S*[:.]\S*\)", r"\|\|", r"<\S+\|", r"<t:",
              r"(?m)^(#{1,4} |>|[*-] |\d+\. )", r"@(all|here)\b")
    return _plain(text, re.compile(r"\\([*_~`#.])"), markup, complain)


def _plain(text: str, escape: re.Pattern[str], markup: tuple[str, ...], complain: Callable[[str], None]) -> str:
    """The text without its escapes; a private sign stands for what was escaped while markup is looked for."""
    bare = escape.sub("\ue000", _LINK.sub("\ue001", text))
    for pattern in markup:
        if found := re.search(pattern, bare):
            complain(f"markup: {found[0]}")
    pieces, end = [], 0
    for link in [*_LINK.finditer(text), None]:
        pieces.append(escape.sub(r"\1", text[end:link.start() if link else len(text)]))
        pieces.append(link[0] if link else "")
        end = link.end() if link else end
    return "".join(pieces).replace(_JOINER, "")
