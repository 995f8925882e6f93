"""Who logs in at an authority: a person with a mail address as login name."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, *, name: str = "") -> "User":
        """A person who may log in; without password only after one was set. The address is kept in lower case."""
        user = self.model(email=email.strip().lower(), name=name or email)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person of an authority. What they may do follows from their memberships, not from the account."""

    email = models.EmailField("E-Mail-Adresse", unique=True)
    name = models.CharField("Name", max_length=120)
    is_active = models.BooleanField(default=True)
    demo = models.BooleanField(default=False)
    """Made by the demonstration, with a published password; production does not start with such accounts."""
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        app_label = "authorities"

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name
