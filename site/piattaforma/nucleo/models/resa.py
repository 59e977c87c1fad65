"""What readers get: the HTML of a content's zones and its marks, kept when it goes live."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import QuerySet

from ..linking import Legato


class BaseResa(models.Model):
    """The rendering of the live version of one content.

    A row of its own and not a field of the content: publishing an older draft rewrites every field,
    and Markdown, citations and images are worked out once, not at each view.
    """

    #: zone name → HTML, already cleaned
    zone = models.JSONField(default=dict)
    #: zone name → what annotators marked in that HTML: beginning, end, annotator, keys
    segni = models.JSONField(default=dict)
    #: what the marks were made with; "" = they are to be made again
    letta_con = models.CharField(max_length=100, blank=True, db_index=True)

    class Meta:
        abstract = True

    @property
    def legati(self) -> dict[str, list[Legato]]:
        """Zone name → its marks."""
        return {name: [Legato.from_json(one) for one in kept] for name, kept in self.segni.items()}


class Resa(BaseResa):
    """That of a page."""

    page = models.OneToOneField(
        "wagtailcore.Page", primary_key=True, on_delete=models.CASCADE, related_name="resa"
    )
    #: what it was made with; "" = something that it shows has changed since
    versione = models.CharField(max_length=100, db_index=True)
    fatta = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "resa"
        verbose_name_plural = "rese"

    def __str__(self) -> str:
        return f"Resa della pagina {self.page_id}"


class ResaContenutoQuerySet(QuerySet["ResaContenuto"]):
    def of(self, oggetto: models.Model) -> "ResaContenutoQuerySet":
        """The row of one content, if it has one."""
        return self.of_keys(type(oggetto), [oggetto.pk])

    def of_keys(self, modello: type[models.Model], keys: object) -> "ResaContenutoQuerySet":
        """The rows of contents of one type."""
        return self.filter(
            content_type=ContentType.objects.get_for_model(modello), object_id__in=keys
        )


class ResaContenuto(BaseResa):
    """That of a content that is no page: an act, an article, a voice of the glossary."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()

    objects = ResaContenutoQuerySet.as_manager()

    class Meta:
        verbose_name = "resa di un contenuto"
        verbose_name_plural = "rese dei contenuti"
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="una_resa_sola")
        ]

    def __str__(self) -> str:
        return f"Resa di {self.content_type} {self.object_id}"
