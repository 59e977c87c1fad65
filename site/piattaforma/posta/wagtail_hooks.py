"""Hangs the ledger in the admin."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from .admin import LedgerPermissionPolicy, MessaggioViewSet, RimandaBulkAction
from .models import Messaggio

register_permission_policy(Messaggio, LedgerPermissionPolicy(Messaggio))
register_snippet(MessaggioViewSet)
hooks.register("register_bulk_action", RimandaBulkAction)
