"""The words of a mail that has only HTML; older mails in it are marked as in plain text."""

import re

from bs4 import BeautifulSoup

_DROPPED = ("script", "style", "head", "title", "template", "noscript")
_HIDDEN = "[hidden], .gmail_signature, .moz-signature, [style*='display:none'], [style*='display: none']"
_OLDER = "blockquote[type=cite], .gmail_quote blockquote, .yahoo_quoted blockquote, .protonmail_quote, .tutanota_quote"
_SIGNATURES = "#Signature, #ms-outlook-mobile-signature, #AppleMailSignature"
_BLOCKS = ("p", "div", "li", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "section",
           "article")


def text_of(html: str) -> str:
    """Lines as they are seen; a quotation is a line `>`."""
    page = BeautifulSoup(html, "html.parser")
    for unwanted in [*page.find_all(_DROPPED), *page.select(f"{_HIDDEN}, {_SIGNATURES}")]:
        unwanted.extract()
    for older in page.select(_OLDER):
        older.replace_with("\n>\n")
    for string in page.find_all(string=True):
        if string != "\n>\n":
            string.replace_with(type(string)(re.sub(r"\s+", " ", string)))
    for line_end in page.find_all("br"):
        line_end.replace_with("\n")
    for block in page.find_all(_BLOCKS):
        block.insert_before("\n")
        block.insert_after("\n")
    lines = [line.strip() for line in page.get_text().split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
