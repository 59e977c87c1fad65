"""What readers get: the HTML of a page's zones, made when the page goes live."""

from django.db import models


class Resa(models.Model):
    """The rendering of the live version of one page.

    A row of its own and not a field of the page: publishing an older draft rewrites every field of
    a page, and Markdown, citations and images are worked out once, not at each view.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", primary_key=True, on_delete=models.CASCADE, related_name="resa"
    )
    #: zone name → HTML, already cleaned
    zone = models.JSONField(default=dict)
    #: zone name → what annotators marked in that HTML: beginning, end, annotator, keys
    segni = models.JSONField(default=dict)
    #: what it was made with; "" = something that it shows has changed since
    versione = models.CharField(max_length=100, db_index=True)
    #: what the marks were made with; "" = they are to be made again
    letta_con = models.CharField(max_length=100, blank=True, db_index=True)
    fatta = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "resa"
        verbose_name_plural = "rese"

    def __str__(self) -> str:
        return f"Resa della pagina {self.page_id}"
