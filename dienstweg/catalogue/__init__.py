"""WHAT: online services and their releases, inserted and never edited."""
