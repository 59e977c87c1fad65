"""What a scheda that was never published still lacks: told by the import, shown to its editor."""

from typing import Any

from django.apps import apps
from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from piattaforma.nucleo.models import Termine

#: How the code of a draft begins that came without one.
PROVVISORIO = "bozza-"


def missing_of(page: Any) -> list[str]:
    """In the order of the form, then what the import left to be seen to."""
    from ..models.scheda import ZONE

    used = {term.vocabolario for term in page.termini.all()}
    unused = [f"«{label}»" for value, label in Termine.Vocabolario.choices if value not in used]
    found = {
        "la domanda, con il punto interrogativo": page.title.rstrip().endswith("?"),
        f"il codice: «{page.codice}» è provvisorio": not page.codice.startswith(PROVVISORIO),
        "la risposta breve": bool(page.in_breve.strip()),
        **{f"la sezione «{heading}»": bool(getattr(page, f)) for f, (_, heading) in ZONE.items()},
        "i riferimenti normativi con il loro identificatore (blocco «Riferimenti»)": any(
            block.block_type == "riferimenti" for block in page.norme
        ),
        "la fonte": bool(page.fonte.strip()),
        f"i termini con cui si trova: {', '.join(unused)}": not unused,
    }
    imported = apps.get_model("sussidiario", "SchedaImportata").objects.filter(scheda_id=page.pk)
    noted = imported.values_list("avvertenze", flat=True).first() if page.pk else None
    return [what for what, is_there in found.items() if not is_there] + (noted or [])


class CompletezzaPanel(Panel):  # type: ignore[misc]
    """Above the fields of a draft: what it lacks, and what its import warned of."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "sussidiario/admin/completezza.html"

        def is_shown(self) -> bool:
            page = self.instance
            return bool(page.pk and page.first_published_at is None and self.manca)

        @cached_property
        def manca(self) -> list[str]:
            """Asked once a form. The warnings of the import stay: only its editor knows which are seen to."""
            return missing_of(self.instance)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"manca": self.manca}
