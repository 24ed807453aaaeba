"""Where things are. ``LOTSE_VAR`` moves everything that is made at run time (default: var/ in the project)."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("LOTSE_VAR", ROOT / "var"))
ENCODER = VAR / "encoder"
# The same before it was fine-tuned on our questions, for texts of any other kind.
PLAIN_ENCODER = VAR / "encoder-plain"
CONTENT = Path(os.environ.get("LOTSE_CONTENT", ROOT / "knowledge" / "content"))
QUESTIONS = ROOT / "data" / "questions"
FOLLOW_UPS = ROOT / "data" / "followups"
ACTS = ROOT / "data" / "nlu"
