"""A token that changes when the frame of the site changes, shared by every process."""

import uuid

from django.db import connection, models


class Generazione(models.Model):
    """One row. Whoever caches the frame keeps it only while the token is the same.

    The token is random, not a counter: a transaction that is rolled back leaves the old token, and
    no later one can meet the data that somebody cached inside it.
    """

    chiave = models.CharField(max_length=20, primary_key=True, default="sito")
    valore = models.UUIDField(default=uuid.uuid4)

    class Meta:
        verbose_name = "generazione"

    def __str__(self) -> str:
        return f"{self.chiave}: {self.valore}"

    @classmethod
    def current(cls) -> str:
        """The token of today (one query). "" before the first change."""
        # Asked by every request: without the ORM it costs a tenth.
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT valore FROM {cls._meta.db_table} WHERE chiave = 'sito'")  # noqa: S608
            row = cursor.fetchone()
        return str(row[0]) if row else ""

    @classmethod
    def advance(cls) -> None:
        """Say that the frame changed; every process sees it at its next request after the commit."""
        cls.objects.update_or_create(pk="sito", defaults={"valore": uuid.uuid4()})
