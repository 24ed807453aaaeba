"""From a fresh clone to a running service, with nothing but a Python: environments, encoder, training, processes.

Standard library only: it runs before any package is installed.
"""
