"""Tokens that change when what every process caches changes: the frame of the site, and others."""

import uuid

from django.db import connection, models

#: The frame of the site.
SITO = "sito"


class Generazione(models.Model):
    """A row for each thing that is cached. Whoever caches it keeps it only while its token is the same.

    The token is random, not a counter: a transaction that is rolled back leaves the old token, and
    no later one can meet the data that somebody cached inside it.
    """

    chiave = models.CharField(max_length=20, primary_key=True, default=SITO)
    valore = models.UUIDField(default=uuid.uuid4)

    class Meta:
        verbose_name = "generazione"

    def __str__(self) -> str:
        return f"{self.chiave}: {self.valore}"

    @classmethod
    def current(cls, chiave: str = SITO) -> str:
        """The token of today (one query). "" before the first change."""
        # Asked by every request: without the ORM it costs a tenth.
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT valore FROM {cls._meta.db_table} WHERE chiave = %s",  # noqa: S608
                [chiave],
            )
            row = cursor.fetchone()
        return str(row[0]) if row else ""

    @classmethod
    def advance(cls, chiave: str = SITO) -> None:
        """Say that it changed; every process sees it at its next request after the commit."""
        cls.objects.update_or_create(pk=chiave, defaults={"valore": uuid.uuid4()})
