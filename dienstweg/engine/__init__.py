"""The engine: bytes and values in, frozen values out."""
