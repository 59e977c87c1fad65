from django.urls import path
from django.views.decorators.http import conditional_page, require_safe

from .norme.articolo import views as articolo
from .norme.articolo.feed import ChiApplicaFeed
from .norme.atto import views as atto
from .norme.pronuncia import views as pronuncia
from .norme.ricerca.views import identificatore, vai

__all__ = ["identificatore"]

norme_urlpatterns = [
    path("", atto.norme, name="pratiche_norme"),
    path("vai", vai, name="pratiche_vai"),
    path("<slug:slug>/", atto.norma, name="pratiche_norma"),
    path("<slug:slug>/chi-applica/", atto.chi_applica_atto, name="pratiche_chi_applica_atto"),
    path("<slug:slug>/art-<str:numero>/", articolo.articolo, name="pratiche_articolo"),
    path(
        "<slug:slug>/art-<str:numero>/chi-applica/",
        articolo.chi_applica,
        name="pratiche_chi_applica",
    ),
    path(
        "<slug:slug>/art-<str:numero>/versioni/",
        articolo.confronto_versioni,
        name="pratiche_versioni",
    ),
    path(
        "<slug:slug>/art-<str:numero>/atom.xml",
        require_safe(conditional_page(ChiApplicaFeed())),
        name="pratiche_atom",
    ),
]
giurisprudenza_urlpatterns = [
    path("", pronuncia.giurisprudenza, name="pratiche_giurisprudenza"),
    path("<slug:slug>/", pronuncia.pronuncia, name="pratiche_pronuncia"),
]
orientamenti_urlpatterns = [
    path("", pronuncia.orientamenti, name="pratiche_orientamenti"),
    path("<slug:codice>/", pronuncia.orientamento, name="pratiche_orientamento"),
]
