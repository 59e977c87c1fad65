"""What is the same for acts, decisions and questions: written in drafts, reviewed, live or not."""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from piattaforma.nucleo.models import LettoMixin, Livello, Termine
from piattaforma.nucleo.querysets import Reader


class RedazionaleQuerySet(QuerySet[Any]):
    def pubblicate(self) -> "RedazionaleQuerySet":
        return self.filter(live=True)

    def visibile_a(self, user: Reader) -> "RedazionaleQuerySet":
        """What `user` may read: what is live, whoever reads."""
        return self.pubblicate()


class BaseRedazionale(  # type: ignore[misc]
    LettoMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """A record of the register: only what editors write is on it, so that no draft undoes the rest."""

    temi = ParentalManyToManyField(
        "nucleo.Termine",
        verbose_name="temi",
        blank=True,
        related_name="+",
        limit_choices_to={"vocabolario": Termine.Vocabolario.TEMI},
    )
    fonte = models.CharField(
        "fonte", max_length=600, blank=True, help_text="Che cosa è stato letto, e in quale copia."
    )
    livello = models.CharField(
        "livello di verifica", max_length=20, choices=Livello.choices, default=Livello.DA_CONFERMARE
    )
    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )

    objects = RedazionaleQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def revisions(self) -> Any:
        return self._revisions

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """Rows that went after a revision was made come back with it as new ones."""
        return super().with_content_json(_without_gone(type(self), content))

    @transaction.atomic
    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Record, marks, update and citations go live together or not at all."""
        from ..operations import record_publication

        model = type(self)
        before = model.objects.filter(pk=self.pk, live=True).first()
        result = super().publish(revision, *args, **kwargs)
        # A revision that is only scheduled is not the live one.
        now = model.objects.filter(pk=self.pk, live=True, live_revision=revision).first()
        if now is not None:
            record_publication(oggetto=now, before=before)
        return result

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        from ..operations import record_withdrawal

        was_live = self.live
        result = super().unpublish(*args, **kwargs)
        if was_live:
            record_withdrawal(oggetto=self)
        return result

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        self.is_anteprima = True
        return super().serve_preview(request, mode_name)


def _without_gone(model: Any, content: dict[str, Any]) -> dict[str, Any]:
    """The content of a revision without the keys of rows that are no more: forms refuse those."""
    fresh = dict(content)
    for relation in get_all_child_relations(model):
        name, child = relation.get_accessor_name(), relation.related_model
        rows = content.get(name) or []
        keys = [row["pk"] for row in rows if row.get("pk")]
        there = set(child.objects.filter(pk__in=keys).values_list("pk", flat=True)) if keys else ()
        kept = [row if row.get("pk") in there else row | {"pk": None} for row in rows]
        if rows:
            fresh[name] = [
                _without_gone(child, row) if issubclass(child, ClusterableModel) else row
                for row in kept
            ]
    return fresh
