from django.urls import path
from django.views.decorators.http import conditional_page, require_safe

from .norme import views, views_articolo, views_giurisprudenza
from .norme.feed import ChiApplicaFeed
from .norme.views_ricerca import identificatore, vai

__all__ = ["identificatore"]

norme_urlpatterns = [
    path("", views.norme, name="pratiche_norme"),
    path("vai", vai, name="pratiche_vai"),
    path("<slug:slug>/", views.norma, name="pratiche_norma"),
    path("<slug:slug>/chi-applica/", views.chi_applica_atto, name="pratiche_chi_applica_atto"),
    path("<slug:slug>/art-<str:numero>/", views_articolo.articolo, name="pratiche_articolo"),
    path(
        "<slug:slug>/art-<str:numero>/chi-applica/",
        views_articolo.chi_applica,
        name="pratiche_chi_applica",
    ),
    path(
        "<slug:slug>/art-<str:numero>/versioni/",
        views_articolo.confronto_versioni,
        name="pratiche_versioni",
    ),
    path(
        "<slug:slug>/art-<str:numero>/atom.xml",
        require_safe(conditional_page(ChiApplicaFeed())),
        name="pratiche_atom",
    ),
]
giurisprudenza_urlpatterns = [
    path("", views_giurisprudenza.giurisprudenza, name="pratiche_giurisprudenza"),
    path("<slug:slug>/", views_giurisprudenza.pronuncia, name="pratiche_pronuncia"),
]
orientamenti_urlpatterns = [
    path("", views_giurisprudenza.orientamenti, name="pratiche_orientamenti"),
    path("<slug:codice>/", views_giurisprudenza.orientamento, name="pratiche_orientamento"),
]
