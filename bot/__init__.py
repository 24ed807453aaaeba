"""The Rasa side of Lotse: domain, endpoints and own components (Python 3.10, beside Rasa 3.6)."""
