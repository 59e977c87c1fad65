"""What the register's files said last, to tell an unchanged entry and an edit made in the admin."""

from django.db import models


class SchedaRegistrata(models.Model):
    """The last loading of one record from the register's files."""

    #: its file, `atti/dlgs-117-2017.yaml`
    file = models.CharField(max_length=200, unique=True)
    #: SHA-256 of what the file says
    impronta = models.CharField(max_length=64)
    #: the version that the loading published
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: what the loading wrote on the official side of an act, as `registro.ufficiale` reads it
    ufficiale = models.JSONField(default=dict)
    quando = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "scheda del registro"
        verbose_name_plural = "schede del registro"

    def __str__(self) -> str:
        return self.file
