"""Dienstweg: the official channel from a standards file to a notice."""

__version__ = "0.1.0"
