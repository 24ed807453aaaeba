"""Words of present danger. A model may miss a cry for help; 112 said once too often harms nobody."""

from __future__ import annotations

import re

from knowledge.normalise import fold

# Folded text, German and English first; the model covers the other languages.
DANGER = re.compile(
    r"\b(?:bedroh\w*|erpress\w*|eingesperrt|gefangen gehalten|h(?:a|ae)lt uns fest|entf(?:u|ue)hr\w*|ertrink\w*|am ertrinken|sinkt|sinken wir|"
    r"kentert\w*|verblut\w*|atmet nicht|bewusstlos\w*|umbring\w*|bring\w* (?:mich|uns) um|schl(?:a|ae)gt mich|schlagen (?:mich|uns)|"
    r"vergewaltig\w*|mit einem messer|mit einer waffe|pass (?:weg)?genommen|will nicht mehr leben|mich umbringen|erstick\w*|"
    r"threaten\w*|blackmail\w*|kidnap\w*|drown\w*|sinking|not breathing|unconscious|kill (?:me|us|myself)|locked (?:us|me) in|trapped|"
    r"holding (?:us|me)|beat\w* (?:me|us)|raped?|took (?:my|our) passports?|with a (?:knife|gun)|suffocat\w*)\b"
)
CLOSE = re.compile(r"\b(?:ich|mich|mir|wir|uns|unser\w*|mein\w*|hilfe|sos|i|me|my|we|us|our|help)\b")


def is_present(text: str) -> bool:
    """Whether `text` speaks of danger to the asker or to somebody close."""
    folded = fold(text)
    return bool(DANGER.search(folded) and CLOSE.search(folded))
