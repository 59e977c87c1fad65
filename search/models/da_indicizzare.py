"""The outbox of the indexes: what changed and is still to be read again."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


class DaIndicizzare(models.Model):
    """A content that changed, for one index. Deleted when that index has it; never passed by its id.

    The row says that something changed, not what: whoever drains reads the content as it is then.
    """

    #: the index, or a generation of it that is being built
    indice = models.CharField(max_length=255)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    quando = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "contenuto da indicizzare"
        verbose_name_plural = "contenuti da indicizzare"
        indexes = [models.Index(fields=["indice", "id"], name="da_indicizzare_indice")]

    def __str__(self) -> str:
        return f"{self.indice}: {self.content_type_id}/{self.object_id}"
