"""MODEL: what modellers see of their schema. A leaf: nothing imports it."""
