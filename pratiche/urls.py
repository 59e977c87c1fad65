from django.urls import path

from .norme import views
from .norme.views_ricerca import identificatore, vai

__all__ = ["identificatore"]

norme_urlpatterns = [
    path("", views.norme, name="pratiche_norme"),
    path("vai", vai, name="pratiche_vai"),
    path("<slug:slug>/", views.norma, name="pratiche_norma"),
    path("<slug:slug>/chi-applica/", views.chi_applica_atto, name="pratiche_chi_applica_atto"),
    path("<slug:slug>/art-<str:numero>/", views.articolo, name="pratiche_articolo"),
    path(
        "<slug:slug>/art-<str:numero>/chi-applica/",
        views.chi_applica,
        name="pratiche_chi_applica",
    ),
    path(
        "<slug:slug>/art-<str:numero>/versioni/",
        views.confronto_versioni,
        name="pratiche_versioni",
    ),
    path("<slug:slug>/art-<str:numero>/atom.xml", views.atom, name="pratiche_atom"),
]
giurisprudenza_urlpatterns = [
    path("", views.giurisprudenza, name="pratiche_giurisprudenza"),
    path("<slug:slug>/", views.pronuncia, name="pratiche_pronuncia"),
]
orientamenti_urlpatterns = [
    path("", views.orientamenti, name="pratiche_orientamenti"),
    path("<slug:codice>/", views.orientamento, name="pratiche_orientamento"),
]
