"""What the kernel cannot live without: language, tree, home, vocabularies, permissions, workflow."""

from pathlib import Path
from urllib.parse import urlsplit

import yaml
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from piattaforma.posta.models import Messaggio
from piattaforma.utenti.gruppi import AMMINISTRAZIONE, REDAZIONE, REVISIONE

from .models import HomePage, ImpostazioniSito, MenuSito, Termine

WORKFLOW = "Revisione e pubblicazione"
#: What Wagtail's migrations leave on the root; ours takes its place, once.
WORKFLOWS_OF_WAGTAIL = {"Moderators approval"}
_TERMINI = Path(__file__).with_name("dati") / "termini.yaml"

#: group → what it may do with every page
_PAGE_PERMISSIONS = {
    REDAZIONE: ["add_page", "change_page", "publish_page"],
    REVISIONE: ["change_page"],
    AMMINISTRAZIONE: [
        "add_page",
        "change_page",
        "publish_page",
        "bulk_delete_page",
        "lock_page",
        "unlock_page",
    ],
}


def bootstrap() -> None:
    # First: PostgreSQL alters no table whose rows this transaction has touched.
    _index_on_paths()
    locale, _ = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    root = _root(locale)
    _site_with_home(root, locale)
    _vocabularies()
    _permissions(root)
    _workflow(root)


def _root(locale: Locale) -> Page:
    root = Page.objects.filter(depth=1).first()
    if root is None:
        page_type = ContentType.objects.get_for_model(Page)
        root = Page.add_root(
            instance=Page(title="Root", slug="root", locale=locale, content_type=page_type)
        )
    return root


def _site_with_home(root: Page, locale: Locale) -> None:
    """A site whose home is ours. The welcome page of a new Wagtail gives way."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is not None and isinstance(site.root_page.specific, HomePage):
        return
    home = HomePage.objects.child_of(root).first()
    if home is None:
        home = HomePage(title="Home", slug="condivisa", locale=locale)
        root.add_child(instance=home)
        home.save_revision().publish()
    address = urlsplit(settings.BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    if site is None:
        Site.objects.create(
            hostname=address.hostname or "localhost",
            port=port,
            root_page=home,
            is_default_site=True,
            site_name="Condivisa",
        )
        return
    welcome = site.root_page
    site.root_page = home
    site.save()
    if type(welcome.specific) is Page and welcome.depth > 1 and not welcome.get_children().exists():
        welcome.specific.delete()


def _vocabularies() -> None:
    """Create the entries that are missing; what editors changed stays."""
    with _TERMINI.open(encoding="utf-8") as file:
        data = yaml.safe_load(file)
    for vocabolario, entries in data.items():
        for order, entry in enumerate(entries):
            parent = None
            if above := entry.get("sotto"):
                parent = Termine.objects.get(vocabolario=vocabolario, codice=above)
            Termine.objects.get_or_create(
                vocabolario=vocabolario,
                codice=entry["codice"],
                defaults={
                    "etichetta": entry["etichetta"],
                    "etichette_alternative": entry.get("altre", ""),
                    "definizione": entry.get("definizione", ""),
                    "genitore": parent,
                    "ordine": order,
                },
            )


def _permissions(root: Page) -> None:
    for name, codenames in _PAGE_PERMISSIONS.items():
        group = Group.objects.get(name=name)
        for codename in codenames:
            permission = Permission.objects.get(
                content_type__app_label="wagtailcore", content_type__model="page", codename=codename
            )
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    managed = {
        AMMINISTRAZIONE: [ImpostazioniSito, MenuSito, Termine],
        REDAZIONE: [MenuSito, Termine],
    }
    for name, models in managed.items():
        group = Group.objects.get(name=name)
        types = ContentType.objects.get_for_models(*models).values()
        group.permissions.add(*Permission.objects.filter(content_type__in=types))
    # The mail ledger names nobody's group: whoever runs the site sees it and may send again.
    ledger = Permission.objects.filter(
        content_type=ContentType.objects.get_for_model(Messaggio),
        codename__in=["view_messaggio", "rimanda_messaggio"],
    )
    Group.objects.get(name=AMMINISTRAZIONE).permissions.add(*ledger)


def _workflow(root: Page) -> None:
    """Two steps: who knows the matter checks the text, then the editorial office puts it online."""
    chosen = WorkflowPage.objects.filter(page=root).select_related("workflow").first()
    if chosen is None or chosen.workflow.name in WORKFLOWS_OF_WAGTAIL:
        workflow = Workflow.objects.create(name=WORKFLOW)
        steps = [("Controllo di merito", REVISIONE), ("Pubblicazione", REDAZIONE)]
        for order, (name, group) in enumerate(steps):
            task = GroupApprovalTask.objects.create(name=name)
            task.groups.set(Group.objects.filter(name__in=[group, AMMINISTRAZIONE]))
            WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
        # Whatever an administrator does with it afterwards stays.
        WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})


def _index_on_paths() -> None:
    """Routing asks for pages by `url_path`, which Wagtail leaves without an index."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE INDEX IF NOT EXISTS nucleo_page_url_path ON wagtailcore_page (url_path)"
        )
