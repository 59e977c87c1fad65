"""The ledger in Wagtail's admin: looked at, never written, except to send chosen rows again."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model
from django.utils.translation import ngettext
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Messaggio
from .operations import resend


class LedgerPermissionPolicy(ModelPermissionPolicy):
    """Nobody adds, changes or deletes rows by hand, not even a superuser."""

    ALLOWED = frozenset({"view", "rimanda"})

    def user_has_permission(self, user: AbstractBaseUser, action: str) -> bool:
        return action in self.ALLOWED and super().user_has_permission(user, action)


class MessaggioViewSet(SnippetViewSet):
    """List and record of what went out. Texts are not shown: they may hold personal links."""

    model = Messaggio
    icon = "mail"
    menu_label = "Posta in uscita"
    menu_name = "posta"
    menu_order = 900
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = [
        "stato",
        "tipo",
        "destinatario",
        "oggetto",
        "codice",
        "creata_il",
        "tentativi",
        "primo_tentativo_il",
        "prossimo_tentativo_il",
        "chiusa_il",
        "risposta",
        "svuotata_il",
    ]
    list_display = ["__str__", "destinatario", "oggetto", "stato", "tentativi", "risposta"]
    list_filter = ["stato", "tipo", "creata_il"]
    search_fields = ["destinatario", "oggetto", "codice"]
    search_backend_name = None
    list_per_page = 50
    form_fields: Sequence[str] = []


class RimandaBulkAction(SnippetBulkAction):
    """Put the chosen *incerta* and *respinta* rows back in the queue."""

    models = [Messaggio]
    display_name = "Rimanda"
    action_type = "rimanda"
    aria_label = "Rimanda i messaggi scelti"
    template_name = "posta/admin/rimanda.html"

    def check_perm(self, obj: Messaggio) -> bool:
        allowed: bool = self.permission_policy.user_has_permission(self.request.user, "rimanda")
        return allowed and obj.rimandabile

    def get_all_objects_in_listing_query(self, parent_id: Any) -> list[int]:
        """ "All" would mean the whole ledger, filters or not: only rows chosen one by one."""
        return []

    def object_context(self, snippet: Model) -> dict[str, Any]:
        return {"item": snippet}

    @classmethod
    def execute_action(
        cls, objects: Sequence[Messaggio], self: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        return resend(pks=[row.pk for row in objects], utente_id=self.request.user.pk), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext(
            "%(quanti)d messaggio è di nuovo in coda.",
            "%(quanti)d messaggi sono di nuovo in coda.",
            num_parent_objects,
        ) % {"quanti": num_parent_objects}
