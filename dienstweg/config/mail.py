"""Where mails go: an SMTP server by URL."""

from urllib.parse import unquote, urlsplit

from msgspec import Struct


class Server(Struct, frozen=True, kw_only=True):
    """An SMTP server; ``host`` "" means none. ``tls`` from the first byte (``smtps``), else STARTTLS."""

    host: str = ""
    port: int = 587
    user: str = ""
    password: str = ""
    tls: bool = False

    @property
    def starttls(self) -> bool:
        return bool(self.host) and not self.tls


def parse_url(url: str) -> Server:
    """Take ``smtp://user:password@host:587`` or ``smtps://…:465`` apart (percent-encoding decoded)."""
    parts = urlsplit(url)
    tls = parts.scheme == "smtps"
    return Server(
        host=parts.hostname or "",
        port=parts.port or (465 if tls else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=tls,
    )
