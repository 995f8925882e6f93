"""Finding a service by everyday words: one analyser for what is indexed and what is asked (record 0008)."""
