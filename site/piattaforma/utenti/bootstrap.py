"""The rows a site cannot live without: groups and what they may do with files and collections.

Permissions on pages, the workflow and the permissions of other apps are given where those live.
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission

from . import gruppi

_FILES = (
    ("wagtailimages", "add_image"),
    ("wagtailimages", "change_image"),
    ("wagtailimages", "choose_image"),
    ("wagtaildocs", "add_document"),
    ("wagtaildocs", "change_document"),
    ("wagtaildocs", "choose_document"),
)
_COLLECTIONS = (
    ("wagtailcore", "add_collection"),
    ("wagtailcore", "change_collection"),
    ("wagtailcore", "delete_collection"),
)
_ON_ROOT_COLLECTION = {
    gruppi.REDAZIONE: _FILES,
    gruppi.REVISIONE: _FILES,
    gruppi.AMMINISTRAZIONE: _FILES + _COLLECTIONS,
}
#: What Wagtail's own migrations create, in English, and this site does not use.
_GROUPS_OF_WAGTAIL = ("Editors", "Moderators")


@transaction.atomic
def bootstrap() -> None:
    """Create what is missing. What an administrator has added since is left alone."""
    if not Group.objects.filter(name=gruppi.REDAZIONE).exists():
        Group.objects.filter(name__in=_GROUPS_OF_WAGTAIL, user=None).delete()
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    for name, permissions in _ON_ROOT_COLLECTION.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(_permission("wagtailadmin", "access_admin"))
        for app_label, codename in permissions:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=_permission(app_label, codename)
            )


def _permission(app_label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)
