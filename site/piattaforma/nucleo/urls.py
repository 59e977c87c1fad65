"""The addresses of the kernel that are not pages."""

from django.urls import path, re_path
from django.views.decorators.http import conditional_page, require_safe
from wagtail.urls import serve_pattern
from wagtail.urls import urlpatterns as wagtail_patterns

from .feeds import AggiornamentiFeed
from .routing import serve
from .views import componenti, machine, updates
from .voce import views as voce

urlpatterns = [
    path("aggiornamenti/", updates.aggiornamenti, name="nucleo_aggiornamenti"),
    path("aggiornamenti/<int:pk>/", updates.confronto, name="nucleo_confronto"),
    path(
        "aggiornamenti/atom/",
        require_safe(conditional_page(AggiornamentiFeed())),
        name="nucleo_atom",
    ),
    path("valutazioni/<int:chiave>/", voce.valuta, name="nucleo_valuta"),
    path(
        "valutazioni/<int:chiave>/grazie/",
        voce.grazie,
        {"che": "valutazione"},
        name="nucleo_valuta_grazie",
    ),
    path("segnalazioni/<int:chiave>/", voce.segnala, name="nucleo_segnala"),
    path(
        "segnalazioni/<int:chiave>/grazie/",
        voce.grazie,
        {"che": "segnalazione"},
        name="nucleo_segnala_grazie",
    ),
    path(
        "segnalazioni/<int:chiave>/controlla-la-posta/",
        voce.grazie,
        {"che": "posta"},
        name="nucleo_segnala_posta",
    ),
    path("segnalazioni/conferma/", voce.confermata, name="nucleo_confermata"),
    path("segnalazioni/conferma/<str:gettone>/", voce.conferma, name="nucleo_conferma"),
    path("componenti/", componenti.componenti, name="nucleo_componenti"),
    path("sitemap.xml", machine.sitemap, name="nucleo_sitemap"),
    path("robots.txt", machine.robots, name="nucleo_robots"),
    path("llms.txt", machine.llms, name="nucleo_llms"),
    path(".well-known/security.txt", machine.security, name="nucleo_security"),
    path("stile/<slug:nome>.css", machine.stile, name="nucleo_stile"),
    path("healthz", machine.healthz, name="nucleo_healthz"),
    path("readyz", machine.readyz, name="nucleo_readyz"),
]

#: Wagtail's own patterns with our way from a path to a page; they come last of all.
page_urlpatterns = [
    *[pattern for pattern in wagtail_patterns if pattern.name != "wagtail_serve"],
    re_path(serve_pattern, serve, name="wagtail_serve"),
]
