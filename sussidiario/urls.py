from django.urls import path

from .glossario.views import glossario, voce
from .views import confronta, scheda, situazione, situazioni

#: the addresses that are printed and quoted
quoted = [
    path("<str:codice>/", scheda, name="sussidiario_scheda"),
    path("<str:codice>/<slug:anno>/", scheda, name="sussidiario_scheda_anno"),
]
#: beside the pages of the tree, above which they stand
urlpatterns = [
    path("confronta/", confronta, name="sussidiario_confronta"),
    path("situazioni/", situazioni, name="sussidiario_situazioni"),
    path("situazioni/<slug:codice>/", situazione, name="sussidiario_situazione"),
]
glossario_urlpatterns = [
    path("", glossario, name="sussidiario_glossario"),
    path("<slug:codice>/", voce, name="sussidiario_voce"),
]
