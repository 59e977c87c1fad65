"""The account: it signs in with an e-mail address, which has one spelling only."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


def normalise_email(email: str) -> str:
    """The one spelling of an address: lower case, no space around it."""
    return email.strip().lower()


class LowercaseEmailField(models.EmailField):
    """An e-mail address stored, compared and looked up in lower case, whoever writes it."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return normalise_email(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return normalise_email(value) if isinstance(value, str) else value


class UserManager(BaseUserManager["User"]):
    """Creates accounts from an address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        if not email:
            raise ValueError("Un utente ha bisogno di un indirizzo e-mail")
        user = self.model(email=normalise_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, **(fields | {"is_superuser": True}))


class User(AbstractUser):  # type: ignore[django-manager-missing]  # of what a person may lock
    """A person who signs in. `is_superuser` is what manages other users; groups do the rest."""

    username = None  # type: ignore[assignment]
    email = LowercaseEmailField(
        "indirizzo e-mail",
        unique=True,
        error_messages={"unique": "Esiste già un utente con questo indirizzo e-mail."},
    )

    dimostrativo = models.BooleanField(
        "account dimostrativo",
        default=False,
        editable=False,
        help_text="La sua password è pubblica: funziona solo dove il sito è in dimostrazione.",
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "utente"
        verbose_name_plural = "utenti"
        ordering = ["last_name", "first_name", "email"]
        constraints = [
            # With the unique index: no two spellings of one address, not even by hand-written SQL.
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="utenti_user_email_minuscola",
                violation_error_message="L'indirizzo e-mail si scrive in minuscolo.",
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def clean(self) -> None:
        self.email = normalise_email(self.email)
        super().clean()
