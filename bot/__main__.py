"""``python -m bot …`` is Rasa's own command, ready in half the time.

Rasa imports skops late, for its linear classifier, and skops looks at its import through every module that is
loaded: with TensorFlow's thousands in memory that takes about six seconds, before them a tenth of one.
"""

import sys

import skops.io  # noqa: F401  (see above: only the order matters)
from rasa.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
