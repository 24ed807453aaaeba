"""How fast Lotse is, beside Rasa's default pipeline on the same machine, data and questions: ``make bench``."""
