"""A saved web page: its main content, without menus, scripts and footers."""

import re

from bs4 import BeautifulSoup, Comment, NavigableString, Tag

from . import dates
from .document import Block, Imported, sections, shortened

_DROPPED = ("script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "select", "iframe", "svg", "dialog",
            "object", "video", "audio", "canvas", "math")
_HIDDEN = ("[hidden]", "[aria-hidden=true]", "[role=navigation]", "[role=search]", "[role=banner]", "[role=contentinfo]",
           "body > header")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTED = frozenset({"li", "dd"})
_BLOCKS = frozenset({*_HEADINGS, *_LISTED, "p", "td", "th", "tr", "dt", "blockquote", "pre", "figcaption", "caption", "div", "section",
                     "article", "main", "body", "header", "summary", "address", "table", "ul", "ol", "dl", "details", "figure"})
_DATES = ("article:modified_time", "og:updated_time", "dcterms.modified", "dc.date.modified", "last-modified", "last_modified",
          "dcterms.date", "dc.date", "date", "article:published_time", "dcterms.issued")
_DEEPEST = 60
_ADDRESS = re.compile(r"https?://[^\s]{3,2000}\Z")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")


def read(html: str) -> Imported:
    """The page's sections; its title is its only main heading, else what the window would show."""
    page = BeautifulSoup(html, "html.parser")
    language = _language(page)
    day, address, window = _date(page), _url(page), _text(page.title) if page.title else ""
    main = _main(page)
    found = _blocks(main)
    headings = [block.text for block in found if block.level == 1]
    title = shortened(headings[0] if len(headings) == 1 else window or next((block.text for block in found), ""))
    rest = [block for block in found if not (block.level == 1 and block.text == title)]
    return Imported(title, language, sections(title, rest), day, address)


def _main(page: BeautifulSoup) -> Tag:
    for unwanted in page.find_all(_DROPPED):
        unwanted.extract()
    for unwanted in page.select(", ".join(_HIDDEN)):
        unwanted.extract()
    for comment in page.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    articles = page.find_all("article")
    return page.find("main") or page.find(attrs={"role": "main"}) or (articles[0] if len(articles) == 1 else None) or page.body or page


def _blocks(main: Tag) -> list[Block]:
    """Strings of the same element together; entries of a list that follow each other are one block, as are rows."""
    found: list[tuple[str, str]] = []
    pieces: list[str] = []
    current: Tag | None = None
    for string in main.descendants:
        if not isinstance(string, NavigableString):
            if isinstance(string, Tag) and string.name == "br":
                pieces.append(" ")
            continue
        owner = _owner(string)
        if owner is not current:
            _end(found, current, pieces)
            current, pieces = owner, []
        pieces.append(str(string))
    _end(found, current, pieces)
    return _joined(found)


def _end(found: list[tuple[str, str]], owner: Tag | None, pieces: list[str]) -> None:
    text = " ".join("".join(pieces).split())
    if text and owner is not None:
        found.append((_role(owner), text))


def _role(owner: Tag) -> str:
    """A heading's name, 'entry' within a list, 'cell' of a table, else 'text'."""
    around = [owner, *_parents(owner)]
    heading = next((tag.name for tag in around if tag.name in _HEADINGS), None)
    if heading:
        return heading
    if any(tag.name in _LISTED for tag in around):
        return "entry"
    return "cell" if any(tag.name in ("td", "th") for tag in around) else "text"


def _joined(found: list[tuple[str, str]]) -> list[Block]:
    blocks: list[Block] = []
    before = ""
    for role, text in found:
        if role in _HEADINGS:
            blocks.append(Block(text, _HEADINGS[role]))
        elif role == "text":
            blocks.append(Block(text))
        elif role == before:
            blocks[-1] = Block(f"{blocks[-1].text}\n• {text}")
        else:
            blocks.append(Block(f"• {text}"))
        before = role
    return blocks


def _owner(string: NavigableString) -> Tag | None:
    return next((tag for tag in _parents(string) if tag.name in _BLOCKS), None)


def _parents(node: Tag | NavigableString) -> list[Tag]:
    """The elements around it, the nearest first; a page that is nested deeper than any real one is cut there."""
    found, parent = [], node.parent
    while parent is not None and len(found) < _DEEPEST:
        found.append(parent)
        parent = parent.parent
    return found


def _text(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def _language(page: BeautifulSoup) -> str | None:
    code = str(page.html.get("lang") or "")[:2].lower() if page.html else ""
    return code if len(code) == 2 and code.isalpha() else None


def _url(page: BeautifulSoup) -> str | None:
    link, told = page.find("link", rel="canonical"), page.find("meta", property="og:url")
    for address in (link.get("href") if link else None, told.get("content") if told else None):
        if address and _ADDRESS.match(str(address)):
            return str(address)
    return None


def _date(page: BeautifulSoup) -> str | None:
    """The day of the page's state, as it says itself; the latest date within it otherwise."""
    told = {str(meta.get("property") or meta.get("name") or meta.get("http-equiv") or "").lower(): str(meta.get("content") or "")
            for meta in page.find_all("meta")}
    times = [str(time.get("datetime") or "") for time in page.find_all("time")]
    for value in (*(told.get(name, "") for name in _DATES), *times):
        found = _ISO.match(value)
        if found:
            return found[1]
    latest = dates.latest(page.get_text(" "))
    return latest.isoformat() if latest else None
