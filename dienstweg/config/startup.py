"""What can only be refused once the database is there."""

from django.core.exceptions import ImproperlyConfigured

from dienstweg.authorities.models import User
from dienstweg.config.environment import Mode


def refuse_demo_accounts(mode: Mode) -> None:
    """Production does not start on a database with accounts of a demonstration: their passwords are published.

    Raises ``ImproperlyConfigured`` with a German sentence.
    """
    if mode != "production":
        return
    found = User.objects.filter(demo=True).count()
    if found:
        raise ImproperlyConfigured(
            f"In dieser Datenbank gibt es {found} Konten einer Vorführung, deren Passwörter jeder kennt. "
            "Legen Sie für den Betrieb eine neue Datenbank an."
        )
