"""What readers said of a page, in its edit view."""

from typing import Any

from wagtail.admin.panels import Panel


class VocePanel(Panel):  # type: ignore[misc]
    """Votes and open reports of the page: read, never written."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "nucleo/voce/admin/pannello.html"

        def get_context_data(self, parent_context: Any = None) -> Any:
            from ..models import Segnalazione, Valutazione

            context = super().get_context_data(parent_context)
            if self.instance.pk:
                votes = Valutazione.objects.filter(page_id=self.instance.pk)
                reports = Segnalazione.objects.filter(page_id=self.instance.pk)
                context |= {
                    "valutazioni": votes.summary(),
                    "commenti": votes.with_text()[:3],
                    "segnalazioni": reports.open(),
                }
            return context
