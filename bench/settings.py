"""The product's settings, with the addresses that only measurements need."""

from dienstweg.config.settings import *  # noqa: F403  # everything else is the product's

ROOT_URLCONF = "bench.urls"
