"""Load exported contents into the twin, through Wagtail's own models."""

import json
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.dateparse import parse_datetime
from wagtail.models import Locale, Page, Site

from .guida import models


@transaction.atomic
def load_content(data: dict[str, Any]) -> None:
    """A site with these contents in an empty database."""
    locale = Locale.objects.create(language_code="it")
    root = Page.add_root(
        instance=Page(
            title="Root",
            slug="root",
            locale=locale,
            content_type=ContentType.objects.get_for_model(Page),
        )
    )
    for row in data["termini"]:
        models.Termine.objects.create(**row)
    pages: dict[int, Page] = {}
    for row in data["pagine"]:
        pages[row["pk"]] = _page(row, pages.get(row["genitore"], root))
    home = next(page for page in pages.values() if isinstance(page, models.HomePage))
    site = Site.objects.create(
        hostname="127.0.0.1", port=80, root_page=home, is_default_site=True, site_name="Gemello"
    )
    _settings(data, site, pages)
    _history(data["pagine"], pages)


def _page(row: dict[str, Any], parent: Page) -> Page:
    model = getattr(models, row["modello"])
    fields = {name: value for name, value in row["campi"].items() if hasattr(model, name)}
    page = model(title=row["title"], slug=row["slug"], **fields)
    for name in ("first_published_at", "last_published_at"):
        setattr(page, name, row[name] and parse_datetime(row[name]))
    if model is models.SchedaPage:
        page.livello = row["livello"]
        page.verificata_il = row["verificata_il"] and parse_datetime(row["verificata_il"])
        if row["ufficio"]:
            page.ufficio, _ = models.Ufficio.objects.get_or_create(**row["ufficio"])
        for name, blocks in row["zone"].items():
            setattr(page, name, json.dumps(blocks))
        page.riferimenti = [
            models.Riferimento(sort_order=order, **reference)
            for order, reference in enumerate(row["riferimenti"])
        ]
        page.termini = list(models.Termine.objects.filter(pk__in=row["termini"]))
    parent.add_child(instance=page)
    return page


def _settings(data: dict[str, Any], site: Site, pages: dict[int, Page]) -> None:
    models.ImpostazioniSito.objects.create(site=site, **data["sito"])
    menu = data["menu"]

    def entry(value: dict[str, Any]) -> dict[str, Any]:
        page = pages.get(value["pagina"])
        return value | {"pagina": page.pk if page else None}

    models.MenuSito.objects.create(
        site=site,
        principale=json.dumps(
            [block | {"value": entry(block["value"])} for block in menu["principale"]]
        ),
        piede=json.dumps(
            [
                block
                | {
                    "value": block["value"]
                    | {
                        "voci": [
                            item | {"value": entry(item["value"])}
                            for item in block["value"]["voci"]
                        ]
                    }
                }
                for block in menu["piede"]
            ]
        ),
        **{
            f"{name}_id": pages[menu[name]].pk if menu[name] else None
            for name in ("privacy", "note_legali", "accessibilita")
        },
    )


def _history(rows: list[dict[str, Any]], pages: dict[int, Page]) -> None:
    changes = [(change, pages[row["pk"]]) for row in rows for change in row["modifiche"]]
    # In the order in which they happened, so that ties sort as on our side.
    for change, page in sorted(changes, key=lambda pair: pair[0]["quando"]):
        models.Modifica.objects.create(page=page, **change)
