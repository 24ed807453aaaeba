"""Real mail servers for the tests: Debian's Dovecot and Exim, run as a user without rights from an unpacked folder."""
