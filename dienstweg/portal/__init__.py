"""FIND: services, places, who is responsible. A leaf: nothing imports it."""
