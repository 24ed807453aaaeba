"""What the channel `email` is made of: reading mails and what is new in them, writing answers, IMAP and SMTP."""
