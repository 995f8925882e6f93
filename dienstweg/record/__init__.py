"""RECORD: the append-only record of what happened, and the guards that keep rows from being edited."""
