"""What the kernel itself brings to the home: what changed, and the news."""

from typing import Any

from django.http import HttpRequest

from .models import NotiziaPage
from .panels import register_panel
from .updates import as_rows, visible_updates

UPDATES = 5
NEWS = 3


@register_panel("home")
def updates_and_news(request: HttpRequest) -> dict[str, Any]:
    news = NotiziaPage.objects.visibile_a(request.user).order_by("-data", "-pk")[:NEWS]
    return {
        "aggiornamenti": as_rows(visible_updates(request.user)[:UPDATES]),
        "notizie": [
            {"titolo": n.title, "url": n.url, "data": n.data, "sommario": n.sommario} for n in news
        ],
    }
