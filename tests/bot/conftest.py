"""These tests need Rasa's own environment (Python 3.10) and are left out in the application's."""

import importlib.util

collect_ignore_glob = [] if importlib.util.find_spec("rasa") else ["test_*.py"]
